import { expect, it } from 'vitest';
import { padToSize } from './padToSize.ts';

it('padToSize puts an image into the middle, an odd rest to the right and below', () => {
  const image = { width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  const grey = [9, 8, 7] as const;
  expect(padToSize(image, 3, 2, [...grey])).toEqual({
    ...{ width: 3, height: 2 },
    data: Uint8Array.of(1, 2, 3, 4, 5, 6, ...grey, ...grey, ...grey, ...grey),
  });
  expect(padToSize(image, 4, 3, [0, 0, 0]).data.subarray(12, 24)).toEqual(
    Uint8Array.of(0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0),
  );
  expect(padToSize(image, 2, 1, [...grey])).toEqual(image);
});
