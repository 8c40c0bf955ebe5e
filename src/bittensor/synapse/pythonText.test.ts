import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pythonText } from './pythonText.ts';

// Expected texts are what CPython 3.11 prints; tests/interop/bodyHash.test.ts asks Python itself about thousands.
describe('pythonText', () => {
  it.each([
    [1, '1.0'],
    [9, '9.0'],
    [-1, '-1.0'],
    [0, '0.0'],
    [0.1, '0.1'],
    [1.5e300, '1.5e+300'],
    [-0, '-0.0'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1e-4, '0.0001'],
    [1e-5, '1e-05'],
    [-1.5e-7, '-1.5e-07'],
    [5e-324, '5e-324'],
    [1e100, '1e+100'],
  ])('writes the float %d as %s', (value, text) => {
    expect(pythonText.float(value)).toBe(text);
    expect(pythonText.jsonFloat(value)).toBe(text);
  });

  it('names the floats that JSON does not have', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect(values.map(pythonText.float)).toEqual(['nan', 'inf', '-inf']);
    expect(values.map(pythonText.jsonFloat)).toEqual(['NaN', 'Infinity', '-Infinity']);
  });

  it('floats read back as they were', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(pythonText.float(value))).toBe(value);
        expect(pythonText.float(value)).toMatch(/[.e]/);
      }),
    );
  });

  it('JSON strings are printable ASCII and read back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const text = pythonText.jsonString(value);
        expect(text).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.parse(text)).toBe(value);
      }),
    );
  });

  it.each([
    ['plain', "'plain'", '"plain"'],
    ["it's", '"it\'s"', '"it\'s"'],
    ['"it\'s"', "'\"it\\'s\"'", '"\\"it\'s\\""'],
    [`both ' and "`, `'both \\' and "'`, `"both ' and \\""`],
    ['a\\b\n\t\r', "'a\\\\b\\n\\t\\r'", '"a\\\\b\\n\\t\\r"'],
    ['\0\x1f\x7f', "'\\x00\\x1f\\x7f'", '"\\u0000\\u001f\\u007f"'],
    ['é漢😀', "'é漢😀'", '"\\u00e9\\u6f22\\ud83d\\ude00"'],
    ['\u00a0\u00ad', "'\\xa0\\xad'", '"\\u00a0\\u00ad"'],
    ['\u200b\u2028\u3000\ufeff', "'\\u200b\\u2028\\u3000\\ufeff'", '"\\u200b\\u2028\\u3000\\ufeff"'],
    ['\u{e0020}\u{10fffd}', "'\\U000e0020\\U0010fffd'", '"\\udb40\\udc20\\udbff\\udffd"'],
    ['\ud800', "'\\ud800'", '"\\ud800"'],
  ])('writes the text %j as Python does', (value, quoted, json) => {
    expect(pythonText.quoted(value)).toBe(quoted);
    expect(pythonText.jsonString(value)).toBe(json);
  });
});
