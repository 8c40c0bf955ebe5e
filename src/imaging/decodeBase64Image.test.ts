import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { decodeBase64Image } from './decodeBase64Image.ts';

const refusal = (text: string, maxBytes?: number): string => {
  try {
    return `${decodeBase64Image(text, maxBytes).length} bytes`;
  } catch (error) {
    return error instanceof RoadcrewError ? `${error.code}: ${error.message}` : String(error);
  }
};

describe('decodeBase64Image', () => {
  it('reads what Buffer writes, bare and as a data URI', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.constantFrom('', 'data:image/jpeg;base64,', 'data:image/png;base64,', 'data:image/webp;base64,'),
        (bytes, prefix) => {
          expect(decodeBase64Image(prefix + Buffer.from(bytes).toString('base64'))).toEqual(bytes);
        },
      ),
    );
  });

  it('takes no text that is not canonical', () => {
    const characters = fc.constantFrom(...'AB+/=-_ \n\0é𝟙');
    fc.assert(
      fc.property(fc.array(characters, { minLength: 1, maxLength: 12 }), (list) => {
        const text = list.join('');
        const isCanonical =
          /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) &&
          Buffer.from(text, 'base64').toString('base64') === text;
        expect(refusal(text).startsWith('RC_IMAGING_BASE64_INVALID')).toBe(!isCanonical);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['', 'it is empty'],
    ['data:image/jpeg;base64,', 'it is empty'],
    ['AAAA\n', 'U+000A at 4'],
    ['AA-_', 'U+002D at 2'],
    ['data:text/html;base64,AAAA', 'U+003A at 4'],
    ['data:image/svg+xml;base64,AAAA', 'U+003A at 4'],
    ['AAA', 'not a multiple of 4'],
    ['AA==AAAA', 'padding before its end'],
    ['A===', 'padding before its end'],
    ['AB==', 'carries bits that nothing reads'],
  ])('says what is wrong with %j', (text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  it('judges the length before it decodes, to the byte', () => {
    const text = Buffer.alloc(1000).toString('base64');
    expect(refusal(text, 1000)).toBe('1000 bytes');
    expect(refusal(text, 999)).toContain('RC_IMAGING_TOO_MANY_BYTES');
    expect(refusal('*'.repeat(10_000), 1000)).toContain('has 7500 bytes, at most 1000');
  });

  it('returns bytes of its own', () => {
    expect(decodeBase64Image('AAAA').buffer.byteLength).toBe(3);
  });
});
