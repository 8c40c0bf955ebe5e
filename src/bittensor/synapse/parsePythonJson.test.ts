import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePythonJson } from './parsePythonJson.ts';

describe('parsePythonJson', () => {
  it('agrees with JSON.parse on whatever has no integer beyond 2^53', () => {
    const value = fc.jsonValue().filter((json) => !/\d{16}/.test(JSON.stringify(json)));
    fc.assert(
      fc.property(value, (json) => {
        const text = JSON.stringify(json);
        expect(parsePythonJson(text)).toEqual(JSON.parse(text));
        expect(parsePythonJson(text, { allowNonFinite: true })).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps integers of any size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }), (integer) => {
        expect(BigInt(parsePythonJson(`[${integer}]`)?.[0 as never] ?? 0)).toBe(integer);
      }),
    );
    expect(parsePythonJson('{"nonce": 1795363522526004906, "x": 1}')).toEqual({
      nonce: 1795363522526004906n,
      x: 1,
    });
    expect(parsePythonJson('[1e300, 12345678901234567.5]')).toEqual([1e300, 12345678901234568]);
  });

  it('reads the tokens that Python allows, only where allowed and never inside strings', () => {
    const text =
      '{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN Infinity \\" NaN", "n": 1795363522526004906}';
    expect(parsePythonJson(text, { allowNonFinite: true })).toEqual({
      a: Number.NaN,
      b: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      c: 'NaN Infinity " NaN',
      n: 1795363522526004906n,
    });
    expect(() => parsePythonJson(text)).toThrow(expect.objectContaining({ code: 'RC_SYNAPSE_JSON_INVALID' }));
  });

  it.each(['', '{', '{"a":}', 'nan', 'NaNa', '[NaN', '{NaN: 1}', "{'a': 1}"])('refuses %j', (text) => {
    expect(() => parsePythonJson(text, { allowNonFinite: true })).toThrow(
      expect.objectContaining({ code: 'RC_SYNAPSE_JSON_INVALID' }),
    );
  });

  it('does not pollute prototypes', () => {
    const parsed = parsePythonJson('{"__proto__": {"polluted": 1}, "n": 1795363522526004906}') as object;
    expect(Object.hasOwn(parsed, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
