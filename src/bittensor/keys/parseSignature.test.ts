import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSignature } from './parseSignature.ts';

const HEX = 'aB'.repeat(64);

describe('parseSignature', () => {
  it('gives the 64 bytes in either case', () => {
    expect(parseSignature(`0x${HEX}`)).toEqual(new Uint8Array(64).fill(0xab));
  });

  it.each([
    ['no 0x', HEX],
    ['0X', `0X${HEX}`],
    ['odd', `0x${HEX.slice(1)}`],
    ['long', `0x${HEX}00`],
    ['a letter that is no digit', `0x${HEX.replace('a', 'g')}`],
    ['a newline', `0x${HEX}\n`],
    ['empty', ''],
  ])('refuses %s', (_name, text) => {
    expect(parseSignature(text)).toBeNull();
  });

  it('refuses arbitrary text', () => {
    const refused = fc.property(fc.string(), (text) => parseSignature(text) === null);
    expect(fc.check(refused, { seed: 72, numRuns: 1000 }).failed).toBe(false);
  });
});
