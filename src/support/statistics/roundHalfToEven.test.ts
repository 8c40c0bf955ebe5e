import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundHalfToEven } from './roundHalfToEven.ts';

it('rounds halves to the even neighbour', () => {
  const halves = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5];
  expect(halves.map(roundHalfToEven)).toEqual([-2, -2, -0, 0, 2, 2, 4]);
  expect([0.49999999999999994, 0.5000000000000001, -1.2, 2 ** 53].map(roundHalfToEven)).toEqual([
    0,
    1,
    -1,
    2 ** 53,
  ]);
  expect(roundHalfToEven(Number.NaN)).toBeNaN();
  expect(roundHalfToEven(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
});

it('never moves a number by more than a half', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
      const rounded = roundHalfToEven(value);
      return Number.isInteger(rounded) && Math.abs(rounded - value) <= 0.5;
    }),
  );
});
