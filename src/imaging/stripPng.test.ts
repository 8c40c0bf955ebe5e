import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePng, pngChunk } from '../../tests/support/pictures.ts';
import { stripPng } from './stripPng.ts';

const plain = makePng(5, 4, 4);
const text = pngChunk('tEXt', Buffer.from('a\0b'));
const exif = pngChunk('eXIf', Buffer.from('MM'));

describe('stripPng', () => {
  it('returns a file that has nothing else as it is', () => {
    expect(stripPng(plain)).toBe(plain);
    const withExif = makePng(5, 4, 4, [exif]);
    expect(stripPng(withExif)).toBe(withExif);
  });

  it('leaves out chunks that nobody needs, and what follows the end', () => {
    const large = pngChunk('eXIf', Buffer.alloc(70_000));
    expect(stripPng(makePng(5, 4, 4, [text, pngChunk('iCCP'), text, large]))).toEqual(plain);
    expect(stripPng(Buffer.concat([plain, Buffer.from('PK')]))).toEqual(plain);
  });

  it('keeps critical chunks that it does not know, and cut ones', () => {
    const strange = makePng(5, 4, 4, [pngChunk('ABCD', Buffer.from('x'))]);
    expect(stripPng(strange)).toBe(strange);
    const cut = plain.subarray(0, plain.length - 15);
    expect(stripPng(cut)).toEqual(cut);
  });

  it('never lengthens anything, and has nothing left to do the second time', () => {
    const chunks = fc.array(fc.constantFrom(text, exif, pngChunk('ABCD'), pngChunk('fdAT')), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(chunks, fc.nat(400), fc.nat(255), fc.nat(400), (some, at, value, length) => {
        const bytes = Uint8Array.from(makePng(5, 4, 4, some)).subarray(0, 8 + length);
        if (at >= 8 && at < bytes.length) bytes[at] = value;
        const once = stripPng(bytes);
        expect(once.length).toBeLessThanOrEqual(bytes.length);
        expect(Buffer.from(stripPng(once)).equals(once)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
