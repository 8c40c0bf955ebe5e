import { expect, it } from 'vitest';
import { toJsonLine } from './toJsonLine.ts';

it('prints one line, bigints in decimal and bytes in hexadecimal', () => {
  const text = toJsonLine({
    nonce: 2n ** 63n,
    key: Uint8Array.of(0, 255),
    buffer: Buffer.from('a'),
    text: 'a\nb',
  });
  expect(text).toBe('{"nonce":"9223372036854775808","key":"0x00ff","buffer":"0x61","text":"a\\nb"}\n');
});
