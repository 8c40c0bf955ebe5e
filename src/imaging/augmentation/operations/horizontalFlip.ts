import { z } from 'zod';
import { defineOperation } from '../defineOperation.ts';

/** Left becomes right. Writing on signs becomes mirror writing. */
export const horizontalFlip = defineOperation({
  ranges: z.strictObject({}),
  parameters: z.strictObject({}),
  sample: () => ({}),
  apply({ width, height, data }) {
    const output = new Uint8Array(data.length);
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const from = (row * width + column) * 3;
        output.set(data.subarray(from, from + 3), (row * width + width - 1 - column) * 3);
      }
    }
    return { width, height, data: output };
  },
});
