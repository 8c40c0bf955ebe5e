import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../support/random/createRandom.ts';
import { brierScore } from '../../support/statistics/brierScore.ts';
import { expectedCalibrationError } from '../../support/statistics/expectedCalibrationError.ts';
import { rocAuc } from '../../support/statistics/rocAuc.ts';
import { balancedCalibrationError } from './balancedCalibrationError.ts';
import { calibrationBand } from './calibrationBand.ts';
import {
  balancedStatistics,
  type MeasuredWithInterval,
  measureAccuracy,
  naturalStatistics,
} from './measure.ts';
import { measureBetweenGroups } from './measureBetweenGroups.ts';
import type { Prediction } from './Prediction.ts';
import { rocPoints } from './rocPoints.ts';
import { summarizeEvaluation } from './summarizeEvaluation.ts';

/** Probabilities for balanced classes from a model that separates them, and labels of which `share` are roadwork. */
const simulate = (count: number, share: number, distort = (p: number) => p): Prediction[] => {
  const random = createRandom(`evaluation ${count} ${share}`);
  const predictions: Prediction[] = [];
  while (predictions.length < count) {
    const probability = random.float();
    const label = random.float() < probability ? 1 : 0;
    if (random.float() >= (label === 1 ? share : 1 - share)) continue;
    predictions.push({
      file: `${predictions.length}.jpg`,
      label,
      group: predictions.length % 3 === 0 ? 'thirds' : null,
      probability: distort(probability),
      unanswered: null,
    });
  }
  return predictions;
};
const labelsOf = (items: readonly Prediction[]) => items.map(({ label }) => label);
const probabilitiesOf = (items: readonly Prediction[]) => items.map(({ probability }) => probability);

describe('summarizeEvaluation', () => {
  const predictions = simulate(90, 0.3);
  const summary = summarizeEvaluation(predictions, createRandom(1));

  it('puts every score inside its interval', () => {
    expect(summary.n).toBe(90);
    for (const scores of [summary, summary.balanced, summary.perGroup.thirds]) {
      for (const [name, score] of Object.entries(scores ?? {})) {
        if (!['accuracy', 'mcc', 'auc', 'brier', 'ece', 'reward'].includes(name)) continue;
        expect(score, name).toMatchObject({ value: expect.any(Number) });
        const { value, low, high } = score as { value: number; low: number; high: number };
        expect(low <= value && value <= high && high - low > 0 && high - low < 0.9, name).toBe(true);
      }
    }
    expect(Object.keys(summary.perGroup)).toEqual(['thirds']);
    expect(summary.perGroup.thirds?.n).toBe(30);
  });

  it('gives the same numbers again', () => {
    const scores = (seed: number) => summarizeEvaluation(predictions.slice(0, 10), createRandom(seed));
    expect(scores(1)).toEqual(scores(1));
    expect(scores(1)).not.toEqual(scores(2));
  });

  it('has null and a reason where a group has one class', () => {
    const one = summarizeEvaluation(
      predictions.filter(({ label }) => label === 1),
      createRandom(1),
    );
    const reason = { value: null, reason: 'no negative label in the group' };
    expect(one).toMatchObject({ mcc: reason, auc: reason, reward: reason, calibration: null });
    expect(one.balanced).toEqual({ accuracy: reason, mcc: reason, brier: reason, ece: reason });
    expect(one.accuracy.value).toBeGreaterThan(0);
    expect(JSON.stringify(one)).not.toContain('NaN');
  });

  it('names images without evidence', () => {
    const unanswered = { reason: 'undecodable', message: 'It is no image.' };
    const [first, ...rest] = predictions;
    if (!first) throw new Error('no prediction');
    const { unanswered: named } = summarizeEvaluation(
      [{ ...first, unanswered }, ...rest.slice(0, 3)],
      createRandom(1),
    );
    expect(named).toEqual([{ file: '0.jpg', ...unanswered }]);
  });
});

describe('measureBetweenGroups', () => {
  it('is wider than the interval of images where the images of a group resemble each other', () => {
    const random = createRandom('groups');
    // One group in four is always wrong: a camera that the model does not understand.
    const groups = Array.from({ length: 12 }, (_, group) =>
      Array.from({ length: 20 }, () => {
        const label = random.float() < 0.5 ? (1 as const) : (0 as const);
        return { label, probability: (group % 4 === 0) === (label === 1) ? 0.2 : 0.8 };
      }),
    );
    const width = (score: MeasuredWithInterval) =>
      score.value === null ? Number.NaN : score.high - score.low;
    const between = measureBetweenGroups(groups, createRandom(1));
    expect(between.mcc.value).toBeCloseTo(naturalStatistics.mcc(groups.flat()).value ?? 9, 12);
    expect(width(between.accuracy)).toBeGreaterThan(2 * width(measureAccuracy(groups.flat())));
    expect(measureBetweenGroups(groups.slice(0, 4), createRandom(1)).auc).toEqual({
      value: null,
      reason: '4 groups are too few',
    });
  });
});

describe('balanced statistics', () => {
  it('are those of a set in which the rarer class is repeated until both are as frequent', () => {
    const item = fc.record({
      label: fc.constantFrom(0 as const, 1 as const),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 2, maxLength: 30 }), (sample) => {
        const positives = sample.filter(({ label }) => label === 1).length;
        fc.pre(positives > 0 && positives < sample.length);
        const repeated = sample.flatMap((one) =>
          Array.from({ length: one.label === 1 ? sample.length - positives : positives }, () => one),
        );
        expect(balancedStatistics.accuracy(sample).value).toBeCloseTo(
          measureAccuracy(repeated).value ?? 9,
          9,
        );
        for (const name of ['mcc', 'brier'] as const) {
          expect(balancedStatistics[name](sample).value).toBeCloseTo(
            naturalStatistics[name](repeated).value ?? Number.NaN,
            9,
          );
        }
        const options = { bins: 1 };
        expect(
          balancedCalibrationError(
            sample.map(({ label }) => label),
            sample.map(({ probability }) => probability),
            options,
          ),
        ).toBeCloseTo(
          expectedCalibrationError(
            repeated.map(({ label }) => label),
            repeated.map(({ probability }) => probability),
            options,
          ),
          9,
        );
      }),
    );
  });

  it('leave a balanced set as it is', () => {
    const balanced = simulate(1_000, 0.5).slice(0, 900);
    const positives = balanced.filter(({ label }) => label === 1).slice(0, 400);
    const sample = [...positives, ...balanced.filter(({ label }) => label === 0).slice(0, 400)];
    expect(sample).toHaveLength(800);
    expect(balancedStatistics.accuracy(sample).value).toBeCloseTo(measureAccuracy(sample).value ?? 9, 12);
    for (const name of ['mcc', 'brier', 'ece'] as const) {
      expect(balancedStatistics[name](sample).value).toBeCloseTo(
        naturalStatistics[name](sample).value ?? 9,
        12,
      );
    }
    expect(balancedStatistics.brier(sample).value).toBeCloseTo(
      brierScore(labelsOf(sample), probabilitiesOf(sample)),
      12,
    );
  });
});

describe('calibrationBand', () => {
  const band = (distort?: (p: number) => number) => {
    const sample = simulate(2_000, 0.2, distort);
    return calibrationBand(labelsOf(sample), probabilitiesOf(sample), {
      bins: 10,
      kind: 'equal-mass',
      random: createRandom('band'),
    });
  };

  it('holds a calibrated model, though the set has five negatives for each positive', () => {
    const { bins, inside, errorOfCalibrated } = band();
    expect(bins).toHaveLength(10);
    expect(inside).toBeGreaterThanOrEqual(8);
    expect(errorOfCalibrated).toBeLessThan(0.1);
    expect(bins.every(({ low, high }) => low >= 0 && low < high && high <= 1)).toBe(true);
  });

  it('does not hold one that is too sure', () => {
    expect(band((p) => p ** 3 / (p ** 3 + (1 - p) ** 3)).inside).toBeLessThanOrEqual(5);
  });
});

describe('rocPoints', () => {
  it('rises from corner to corner around the area that rocAuc says', () => {
    const item = fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(item, { minLength: 2, maxLength: 60 }), (items) => {
        const labels = items.map(([label]) => label);
        const scores = items.map(([, score]) => score);
        fc.pre(new Set(labels).size === 2);
        const points = rocPoints(labels, scores);
        expect(points[0]).toEqual({ falsePositiveRate: 0, truePositiveRate: 0 });
        expect(points.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 });
        let area = 0;
        for (const [index, point] of points.slice(1).entries()) {
          const before = points[index];
          if (!before) continue;
          expect(point.falsePositiveRate >= before.falsePositiveRate).toBe(true);
          area +=
            ((point.falsePositiveRate - before.falsePositiveRate) *
              (point.truePositiveRate + before.truePositiveRate)) /
            2;
        }
        expect(area).toBeCloseTo(rocAuc(labels, scores).value ?? Number.NaN, 9);
      }),
    );
  });
});
