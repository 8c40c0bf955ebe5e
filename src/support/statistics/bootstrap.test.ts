import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapDistribution } from './bootstrapDistribution.ts';
import { bootstrapInterval } from './bootstrapInterval.ts';
import { jackknifeAcceleration } from './jackknifeAcceleration.ts';
import type { Measured } from './Measured.ts';
import { normalQuantile } from './normalQuantile.ts';
import { pairedBootstrapDifference } from './pairedBootstrapDifference.ts';
import { quantile } from './quantile.ts';
import { rocAuc } from './rocAuc.ts';

/** Park & Miller's minimal standard generator: enough to draw, small enough to read. */
const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
};
const mean = (sample: readonly number[]): Measured => ({
  value: sample.reduce((sum, value) => sum + value, 0) / sample.length,
});
const sampleOf = (size: number, random: () => number) =>
  Array.from({ length: size }, () => normalQuantile(random() * 0.999998 + 1e-6));

describe('bootstrapDistribution', () => {
  it('enumerates: an injected counter that walks through every resample gives the exact distribution', () => {
    // Three items, three draws each: the 27 equally likely resamples, in order.
    const items = [1, 2, 6];
    let call = 0;
    const random = () => {
      const [resample, draw] = [Math.floor(call / 3), call % 3];
      call += 1;
      return (Math.floor(resample / 3 ** draw) % 3) / 3 + 0.1;
    };
    const { replicates } = bootstrapDistribution(items, mean, { random, resamples: 27 });
    const wanted = items.flatMap((a) => items.flatMap((b) => items.map((c) => (a + b + c) / 3)));
    expect([...replicates].sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b));
  });

  it('keeps the size of every stratum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
        fc.integer({ min: 1, max: 1e6 }),
        (items, seed) => {
          const sizes = (sample: readonly string[]) =>
            ['a', 'b', 'c'].map((name) => sample.filter((item) => item === name).length);
          const statistic = (sample: readonly string[]): Measured => {
            expect(sizes(sample)).toEqual(sizes(items));
            return { value: 0 };
          };
          const random = seeded(seed);
          bootstrapDistribution(items, statistic, { random, resamples: 5, stratum: (item) => item });
        },
      ),
    );
  });

  it('counts what is undefined and refuses a broken generator or statistic', () => {
    const onlyOnes = (sample: readonly number[]): Measured =>
      sample.includes(0) ? { value: null, reason: 'a zero' } : { value: 1 };
    const random = seeded(7);
    const result = bootstrapDistribution([0, 1], onlyOnes, { random, resamples: 400 });
    expect(result.replicates.length + result.undefinedResamples).toBe(400);
    expect(result.undefinedResamples).toBeGreaterThan(250);
    expect(() => bootstrapDistribution([1], mean, { random: () => 1 })).toThrow(/random\(\) is 1/);
    expect(() => bootstrapDistribution([1], mean, { random: () => Number.NaN })).toThrow(/random\(\) is NaN/);
    expect(() => bootstrapDistribution([1], () => ({ value: Number.NaN }), { random })).toThrow(
      /not a finite/,
    );
    expect(() => bootstrapDistribution([], mean, { random })).toThrow(/items is empty/);
    expect(() => bootstrapDistribution([1], mean, { random, resamples: 0 })).toThrow(/resamples is 0/);
  });
});

describe('bootstrapInterval', () => {
  it('by percentile is the quantiles of the distribution of the same random numbers', () => {
    const items = sampleOf(40, seeded(3));
    const { replicates } = bootstrapDistribution(items, mean, { random: seeded(11), resamples: 500 });
    const result = bootstrapInterval(items, mean, {
      random: seeded(11),
      resamples: 500,
      level: 0.9,
      method: 'percentile',
    });
    if (result.estimate === null) expect.unreachable(result.reason);
    expect(result.estimate).toBe(mean(items).value);
    expect(result.low).toBeCloseTo(quantile(replicates, 0.05), 14);
    expect(result.high).toBeCloseTo(quantile(replicates, 0.95), 14);
    expect(result.undefinedResamples).toBe(0);
  });

  it('agrees with the normal interval of a mean, by both methods', () => {
    const items = sampleOf(400, seeded(5));
    const center = mean(items).value ?? 0;
    const deviation = Math.sqrt(items.reduce((sum, value) => sum + (value - center) ** 2, 0) / items.length);
    for (const method of ['percentile', 'bca'] as const) {
      const result = bootstrapInterval(items, mean, { random: seeded(9), resamples: 4000, method });
      if (result.estimate === null) expect.unreachable(result.reason);
      // The Monte Carlo error of a 2.5 % quantile of 4,000 resamples is about 0.002 here.
      expect(Math.abs(result.low - (center - (1.96 * deviation) / 20))).toBeLessThan(0.01);
      expect(Math.abs(result.high - (center + (1.96 * deviation) / 20))).toBeLessThan(0.01);
    }
  });

  it('covers the true mean of a skewed distribution about as often as it says', () => {
    const random = seeded(20_261);
    let covered = 0;
    const rounds = 200;
    for (let round = 0; round < rounds; round += 1) {
      const items = Array.from({ length: 40 }, () => -Math.log(1 - random()));
      const result = bootstrapInterval(items, mean, { random, resamples: 200, level: 0.9 });
      if (result.estimate !== null && result.low <= 1 && 1 <= result.high) covered += 1;
    }
    // Binomial(200, 0.9) has a standard deviation of 4.2; the bootstrap of 40 items covers a little less than 0.9.
    expect(covered).toBeGreaterThan(160);
    expect(covered).toBeLessThan(196);
  });

  it('is null with a reason when the statistic is undefined, or too often so', () => {
    const items = [
      { label: 0, score: 0.1 },
      { label: 1, score: 0.9 },
      { label: 1, score: 0.8 },
    ];
    const auc = (sample: readonly { label: number; score: number }[]) =>
      rocAuc(
        sample.map(({ label }) => label),
        sample.map(({ score }) => score),
      );
    const often = bootstrapInterval(items, auc, { random: seeded(1) });
    expect(often).toMatchObject({
      estimate: null,
      reason: expect.stringMatching(/undefined in \d+ resamples/),
    });
    const stratum = ({ label }: { label: number }) => label;
    expect(bootstrapInterval(items, auc, { random: seeded(1), stratum })).toEqual({
      estimate: 1,
      low: 1,
      high: 1,
      undefinedResamples: 0,
    });
    expect(bootstrapInterval([items[0] ?? { label: 0, score: 0 }], auc, { random: seeded(1) })).toEqual({
      estimate: null,
      reason: 'no positive label in the group',
    });
  });
});

describe('jackknifeAcceleration', () => {
  it('of a mean is the skewness over 6 √n, and ignores how one stratum is named', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 }), (items) => {
        const center = mean(items).value ?? 0;
        const moment = (power: number) =>
          items.reduce((sum, value) => sum + (value - center) ** power, 0) / items.length;
        const wanted = moment(2) === 0 ? 0 : moment(3) / moment(2) ** 1.5 / (6 * Math.sqrt(items.length));
        expect(jackknifeAcceleration([items], mean).value).toBeCloseTo(wanted, 9);
      }),
    );
  });
});

describe('pairedBootstrapDifference', () => {
  const share = (key: 'first' | 'second') => (sample: readonly { first: number; second: number }[]) =>
    mean(sample.map((item) => item[key]));

  it('is exactly zero for a classifier against itself, and excludes zero for a clearly better one', () => {
    const random = seeded(77);
    const items = Array.from({ length: 300 }, () => {
      const hard = random();
      return { first: hard < 0.9 ? 1 : 0, second: hard < 0.8 ? 1 : 0 };
    });
    const options = { random: seeded(2), resamples: 1000 };
    expect(pairedBootstrapDifference(items, share('first'), share('first'), options)).toEqual({
      estimate: 0,
      low: 0,
      high: 0,
      undefinedResamples: 0,
    });
    const result = pairedBootstrapDifference(items, share('first'), share('second'), options);
    if (result.estimate === null) expect.unreachable(result.reason);
    expect(result.low).toBeGreaterThan(0.03);
    expect(result.high).toBeLessThan(0.2);
    const missing = (): Measured => ({ value: null, reason: 'nothing here' });
    expect(pairedBootstrapDifference(items, share('first'), missing, options)).toEqual({
      estimate: null,
      reason: 'nothing here',
    });
  });
});
