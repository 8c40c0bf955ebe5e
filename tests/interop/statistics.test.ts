import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accuracy } from '../../src/support/statistics/accuracy.ts';
import { bootstrapDistribution } from '../../src/support/statistics/bootstrapDistribution.ts';
import { bootstrapInterval } from '../../src/support/statistics/bootstrapInterval.ts';
import { brierScore } from '../../src/support/statistics/brierScore.ts';
import { clopperPearsonInterval } from '../../src/support/statistics/clopperPearsonInterval.ts';
import { countConfusion } from '../../src/support/statistics/countConfusion.ts';
import { expectedCalibrationError } from '../../src/support/statistics/expectedCalibrationError.ts';
import { f1Score } from '../../src/support/statistics/f1Score.ts';
import { inverseRegularizedIncompleteBeta } from '../../src/support/statistics/inverseRegularizedIncompleteBeta.ts';
import { logGamma } from '../../src/support/statistics/logGamma.ts';
import { logLoss } from '../../src/support/statistics/logLoss.ts';
import { matthewsCorrelation } from '../../src/support/statistics/matthewsCorrelation.ts';
import { mcnemarTest } from '../../src/support/statistics/mcnemarTest.ts';
import { normalCdf } from '../../src/support/statistics/normalCdf.ts';
import { normalQuantile } from '../../src/support/statistics/normalQuantile.ts';
import { precision } from '../../src/support/statistics/precision.ts';
import { quantile } from '../../src/support/statistics/quantile.ts';
import { RunningMoments } from '../../src/support/statistics/RunningMoments.ts';
import { recall } from '../../src/support/statistics/recall.ts';
import { regularizedIncompleteBeta } from '../../src/support/statistics/regularizedIncompleteBeta.ts';
import { rocAuc } from '../../src/support/statistics/rocAuc.ts';
import { specificity } from '../../src/support/statistics/specificity.ts';
import { wilsonInterval } from '../../src/support/statistics/wilsonInterval.ts';
import { runPython } from './runPython.ts';

const numbers = z.array(z.number());
const Reference = z.object({
  versions: z.record(z.string(), z.string()),
  classifiers: z.array(z.record(z.string(), z.number())),
  proportions: z.array(numbers),
  mcnemar: z.array(numbers),
  bootstrap: z.array(numbers),
  quantiles: numbers,
  moments: z.array(numbers),
  logGamma: numbers,
  incompleteBeta: numbers,
  inverseBeta: numbers,
  normalCdf: numbers,
  normalQuantile: numbers,
});

/** Park & Miller's minimal standard generator; every case below follows from its seed. */
const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
};
const random = seeded(20_261_122);
const integer = (below: number) => Math.floor(random() * below);
const list = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, i) => make(i));
const mean = (sample: readonly number[]) => ({
  value: sample.reduce((sum, value) => sum + value, 0) / sample.length,
});

const classifiers = list(200, (index) => {
  const size = 4 + integer(index % 10 === 0 ? 3000 : 150);
  // At least one item of each class: what is undefined is ours to define, and tested beside the functions.
  const labels = list(size, (item) => (item < 2 ? item : integer(2)));
  const probabilities = labels.map((label) => random() ** (label === 1 ? 0.4 : 1.6));
  return { labels, probabilities, scores: probabilities.map((p) => Math.round(p * 12) - 6) };
}).filter(({ probabilities }) => new Set(probabilities.map((p) => p > 0.5)).size === 2);

const items = list(30, () => list(10 + integer(80), () => -Math.log(1 - random())));
const bootstrapCases = items.flatMap((values, index) =>
  (['percentile', 'bca'] as const).map((method) => {
    const options = { random: seeded(index + 1), resamples: 400, level: 0.8 + 0.006 * index, method };
    return { values, options };
  }),
);
const request = {
  classifiers,
  proportions: list(300, () => {
    const trials = 1 + integer(3000);
    return [integer(trials + 1), trials, 0.5 + 0.499 * random()] as const;
  }),
  mcnemar: list(200, () => [integer(60), 1 + integer(60)] as const),
  bootstrap: bootstrapCases.map(({ values, options }, index) => ({
    items: values,
    level: options.level,
    method: options.method === 'bca' ? 'BCa' : 'percentile',
    replicates: [
      ...bootstrapDistribution(values, mean, { ...options, random: seeded(Math.floor(index / 2) + 1) })
        .replicates,
    ],
  })),
  quantiles: list(200, () => [list(1 + integer(50), () => random() * 1000 - 500), random()] as const),
  moments: list(100, () => list(2 + integer(50), () => 1e6 + random())),
  logGamma: list(200, () => 10 ** (8 * random() - 3)),
  incompleteBeta: list(500, () => [random(), 10 ** (4 * random() - 1), 10 ** (4 * random() - 1)] as const),
  inverseBeta: list(200, () => [random(), 10 ** (3 * random() - 0.3), 10 ** (3 * random() - 0.3)] as const),
  normalCdf: list(200, () => 60 * random() - 35),
  normalQuantile: list(200, () => (random() < 0.5 ? random() : 10 ** (-300 * random()))),
};

/** Equal to within a relative error, or an absolute one for values near zero. */
const expectClose = (got: readonly (number | null)[], wanted: readonly number[], relative = 1e-9) => {
  expect(got.length).toBe(wanted.length);
  for (const [index, value] of wanted.entries()) {
    const ours = got[index] ?? Number.NaN;
    const allowed = Math.max(Math.abs(value) * relative, 1e-13);
    // Written as a range so that a failure shows both numbers and the place.
    if (!(Math.abs(ours - value) <= allowed)) expect({ index, value: ours }).toEqual({ index, value });
  }
};

const python = process.env.ROADCREW_PYTHON_STATS;
if (!python)
  console.warn('skipped: set ROADCREW_PYTHON_STATS to a Python that has numpy, scipy and scikit-learn');

describe.skipIf(!python)('statistics against numpy, scipy and scikit-learn', () => {
  let reference: z.infer<typeof Reference>;
  beforeAll(async () => {
    reference = Reference.parse(await runPython(python ?? '', 'statistics_reference.py', request));
  });

  it('classifier metrics', () => {
    expect(classifiers.length).toBeGreaterThan(150);
    for (const [index, { labels, probabilities, scores }] of classifiers.entries()) {
      const counts = countConfusion(
        labels,
        probabilities.map((p) => (p > 0.5 ? 1 : 0)),
      );
      const ours = {
        matthewsCorrelation: matthewsCorrelation(counts).value,
        accuracy: accuracy(counts),
        precision: precision(counts).value,
        recall: recall(counts).value,
        specificity: specificity(counts).value,
        f1Score: f1Score(counts).value,
        brierScore: brierScore(labels, probabilities),
        logLoss: logLoss(labels, probabilities),
        rocAuc: rocAuc(labels, scores).value,
        expectedCalibrationError: expectedCalibrationError(labels, probabilities, { bins: 10 }),
      };
      const theirs = reference.classifiers[index] ?? {};
      expect(Object.keys(ours)).toEqual(Object.keys(theirs));
      expectClose(Object.values(ours), Object.values(theirs));
    }
  });

  it('exact and score intervals of a proportion', () => {
    for (const [index, [successes, trials, level]] of request.proportions.entries()) {
      const exact = clopperPearsonInterval(successes, trials, level);
      const wilson = wilsonInterval(successes, trials, level);
      expectClose([exact.low, exact.high, wilson.low, wilson.high], reference.proportions[index] ?? []);
    }
  });

  it("McNemar's exact and mid-p test", () => {
    for (const [index, [first, second]] of request.mcnemar.entries()) {
      const { exactP, midP } = mcnemarTest(first, second);
      expectClose([exactP, midP], reference.mcnemar[index] ?? []);
    }
  });

  it('percentile and BCa intervals from the same replicates', () => {
    for (const [index, { values, options }] of bootstrapCases.entries()) {
      const result = bootstrapInterval(values, mean, options);
      if (result.estimate === null) expect.unreachable(result.reason);
      expectClose([result.low, result.high], reference.bootstrap[index] ?? []);
    }
  });

  it('quantiles and running moments', () => {
    expectClose(
      request.quantiles.map(([values, p]) => quantile(values, p)),
      reference.quantiles,
    );
    for (const [index, values] of request.moments.entries()) {
      const moments = new RunningMoments();
      for (const value of values) moments.add(value);
      expectClose([moments.mean.value, moments.variance.value], reference.moments[index] ?? []);
    }
  });

  it('special functions', () => {
    expectClose(request.logGamma.map(logGamma), reference.logGamma, 1e-12);
    expectClose(
      request.incompleteBeta.map(([x, a, b]) => regularizedIncompleteBeta(x, a, b)),
      reference.incompleteBeta,
      1e-10,
    );
    expectClose(
      request.inverseBeta.map(([p, a, b]) => inverseRegularizedIncompleteBeta(p, a, b)),
      reference.inverseBeta,
      1e-10,
    );
    expectClose(request.normalCdf.map(normalCdf), reference.normalCdf, 1e-11);
    expectClose(request.normalQuantile.map(normalQuantile), reference.normalQuantile, 1e-11);
  });
});
