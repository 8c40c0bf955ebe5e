import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pythonText } from './pythonText.ts';

// What Python 3.11 prints; tests/interop compares many more with the real one.
describe('pythonText', () => {
  it.each([
    [9, '9.0'],
    [-1, '-1.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e300, '1.5e+300'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [5e-324, '5e-324'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('float %s is %s', (value, text) => {
    expect(pythonText.float(value)).toBe(text);
  });

  it('floats read back as they were', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(pythonText.float(value))).toBe(value);
        expect(pythonText.float(value)).toMatch(/[.e]/);
      }),
    );
  });

  it('JSON strings are ASCII and read back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const text = pythonText.jsonString(value);
        expect(text).toMatch(/^[\x20-\x7f]*$/);
        expect(JSON.parse(text)).toBe(value);
      }),
    );
  });

  it.each([
    ['plain', "'plain'"],
    ["it's", `"it's"`],
    [`both ' and "`, `'both \\' and "'`],
    ['a\nb\\', "'a\\nb\\\\'"],
    ['\x00', "'\\x00'"],
  ])('quotes %j as repr does', (value, text) => {
    expect(pythonText.quoted(value)).toBe(text);
  });
});
