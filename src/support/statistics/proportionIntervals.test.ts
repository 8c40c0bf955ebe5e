import { describe, expect, it } from 'vitest';
import { clopperPearsonInterval } from './clopperPearsonInterval.ts';
import { wilsonInterval } from './wilsonInterval.ts';

/** Binomial probabilities by multiplication, as an oracle without special functions. */
const binomial = (n: number, p: number): number[] =>
  Array.from({ length: n + 1 }, (_, k) => {
    let product = p ** k * (1 - p) ** (n - k);
    for (let i = 1; i <= k; i += 1) product *= (n - k + i) / i;
    return product;
  });
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('clopperPearsonInterval', () => {
  it('ends where the binomial tails are half of what is left over', () => {
    for (const level of [0.5, 0.9, 0.95, 0.999]) {
      for (let n = 1; n <= 20; n += 1) {
        for (let k = 0; k <= n; k += 1) {
          const { low, high } = clopperPearsonInterval(k, n, level);
          if (k === 0) expect(low).toBe(0);
          else expect(sum(binomial(n, low).slice(k))).toBeCloseTo((1 - level) / 2, 11);
          if (k === n) expect(high).toBe(1);
          else expect(sum(binomial(n, high).slice(0, k + 1))).toBeCloseTo((1 - level) / 2, 11);
        }
      }
    }
  });

  it('has its closed form without successes: 1 - (α/2)^(1/n)', () => {
    expect(clopperPearsonInterval(0, 10).high).toBeCloseTo(1 - 0.025 ** 0.1, 13);
    expect(clopperPearsonInterval(10, 10).low).toBeCloseTo(0.025 ** 0.1, 13);
    expect(clopperPearsonInterval(0, 1_000_000).high).toBeCloseTo(1 - 0.025 ** 1e-6, 13);
  });
});

/** The probability that the interval of a random k covers p, over all k: exact, no simulation. */
const coverage = (
  interval: (k: number, n: number) => { low: number; high: number },
  n: number,
  p: number,
) => {
  const intervals = Array.from({ length: n + 1 }, (_, k) => interval(k, n));
  return sum(
    binomial(n, p).filter((_, k) => (intervals[k]?.low ?? 1) <= p && p <= (intervals[k]?.high ?? 0)),
  );
};

describe('coverage, enumerated', () => {
  it('of the exact interval never falls below its level', () => {
    for (const n of [1, 2, 5, 12]) {
      for (let p = 0; p <= 1; p += 1 / 64) {
        expect(coverage((k, m) => clopperPearsonInterval(k, m), n, p)).toBeGreaterThanOrEqual(0.95 - 1e-9);
      }
    }
  });

  it('of Wilson is close to its level on average, and its interval is the narrower one', () => {
    const grid = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
    const mean = sum(grid.map((p) => coverage((k, m) => wilsonInterval(k, m), 30, p))) / grid.length;
    expect(mean).toBeGreaterThan(0.94);
    expect(mean).toBeLessThan(0.965);
    for (let k = 0; k <= 30; k += 1) {
      const [wilson, exact] = [wilsonInterval(k, 30), clopperPearsonInterval(k, 30)];
      expect(wilson.high - wilson.low).toBeLessThan(exact.high - exact.low);
    }
  });
});

describe('wilsonInterval', () => {
  it('ends where the score test is exactly significant', () => {
    for (let k = 1; k < 15; k += 1) {
      const { low, high } = wilsonInterval(k, 15);
      for (const p of [low, high]) {
        expect(Math.abs(k / 15 - p) / Math.sqrt((p * (1 - p)) / 15)).toBeCloseTo(1.959963984540054, 9);
      }
    }
    expect(wilsonInterval(0, 15).low).toBe(0);
    expect(wilsonInterval(15, 15).high).toBe(1);
  });

  it.each([clopperPearsonInterval, wilsonInterval])('%o refuses impossible counts and levels', (interval) => {
    expect(() => interval(0, 0)).toThrow(/trials is 0/);
    expect(() => interval(3, 2)).toThrow(/successes is 3/);
    expect(() => interval(1.5, 2)).toThrow(/successes is 1.5/);
    expect(() => interval(1, 2, 1)).toThrow(/level is 1/);
  });
});
