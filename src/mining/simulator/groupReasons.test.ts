import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupReasons } from './groupReasons.ts';

describe('groupReasons', () => {
  it('counts reasons that differ in a number as one, with the range of that number', () => {
    const reasons = [
      'The nonce is 60.01 s old',
      'Not ready',
      'The nonce is 9.5 s old',
      'The nonce is 63 s old',
    ];
    expect(groupReasons(reasons)).toEqual({ 'The nonce is 9.5 to 63 s old': 3, 'Not ready': 1 });
    expect(Object.keys(groupReasons(['a', 'b 1', 'b 1']))).toEqual(['b 1', 'a']);
  });

  it('tells each number of a reason apart', () => {
    expect(groupReasons(['12 of 40 bytes', '20 of 40 bytes'])).toEqual({ '12 to 20 of 40 bytes': 2 });
  });

  it('leaves addresses, names and versions alone', () => {
    const reasons = [
      'at 127.0.0.1:8091/ImageSynapse',
      'at 127.0.0.2:8091/ImageSynapse',
      'key 5Abc9',
      'key 6Abc9',
    ];
    expect(Object.keys(groupReasons(reasons))).toEqual(reasons);
  });

  it('loses none', () => {
    expect(groupReasons(['1 s', '2 s', '1 to 2 s'])).toEqual({ '1 to 2 s': 3 });
    fc.assert(
      fc.property(fc.array(fc.string()), (reasons) => {
        const counts = Object.values(groupReasons(reasons));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(reasons.length);
      }),
    );
  });
});
