import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../support/random/createRandom.ts';
import { challengeReward, type ScoredPrediction } from './challengeReward.ts';
import { estimateReward } from './estimateReward.ts';

/** `size` items of which `positives` are roadwork; in each class the given share is answered rightly. */
const answered = (size: number, positives: number, right: number) => {
  const labels = Array.from({ length: size }, (_, index): 0 | 1 => (index < positives ? 1 : 0));
  const predictions = labels.map((label, index) => {
    const place = label === 1 ? index / positives : (index - positives) / (size - positives);
    return place < right === (label === 1) ? 0.9 : 0.1;
  });
  return { labels, predictions };
};
const estimate = (size: number, positives: number, right: number) => {
  const { labels, predictions } = answered(size, positives, right);
  const result = estimateReward(predictions, labels, createRandom('estimate'));
  return result.value === null ? expect.unreachable(result.reason) : result;
};

describe('estimateReward', () => {
  it('is the mean of challengeReward over windows that a validator would draw', () => {
    const { labels, predictions } = answered(200, 50, 0.86);
    const random = createRandom('windows');
    const classes = [
      predictions.filter((_, i) => labels[i] === 0),
      predictions.filter((_, i) => labels[i] === 1),
    ];
    const draw = (): ScoredPrediction => {
      const label = random.int(0, 1) === 1 ? 1 : 0;
      const of = classes[label] ?? [];
      return { prediction: of[random.int(0, of.length - 1)] ?? 0, label };
    };
    const rewards = Array.from({ length: 3000 }, () => challengeReward(Array.from({ length: 100 }, draw)));
    const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
    // Two means of some 0.5 ± 0.12 over 4,000 and 3,000 windows differ by 0.003 (one standard error).
    expect(Math.abs(estimate(200, 50, 0.86).value - mean)).toBeLessThan(0.012);
  });

  it('does not depend on the balance of the set, and narrows with its size', () => {
    const balanced = estimate(1000, 500, 0.9);
    const skewed = estimate(1000, 100, 0.9);
    expect(Math.abs(balanced.value - skewed.value)).toBeLessThan(0.012);
    expect(balanced.low).toBeLessThan(balanced.value);
    expect(balanced.high).toBeGreaterThan(balanced.value);
    const wide = estimate(100, 50, 0.9);
    expect(wide.high - wide.low).toBeGreaterThan(2 * (balanced.high - balanced.low));
  });

  it('pays the extremes exactly', () => {
    expect(estimate(40, 20, 1)).toEqual({ value: 1, low: 1, high: 1 });
    const silent = estimateReward([-1, -1], [0, 1], createRandom(1));
    expect(silent).toEqual({ value: 0, low: 0, high: 0 });
    const { labels } = answered(40, 20, 1);
    const constant = estimateReward(
      labels.map(() => 0.7),
      labels,
      createRandom(1),
    );
    // No correlation; accuracy of ten coin tosses, cubed: E[(b/20)³] for b ~ Bin(10, ½) is 0.02031.
    expect(constant.value).toBeGreaterThan(0.018);
    expect(constant.value).toBeLessThan(0.023);
  });

  it('is replayed by its seed and leaves the source as it was', () => {
    const { labels, predictions } = answered(60, 20, 0.8);
    const random = createRandom('same');
    const first = estimateReward(predictions, labels, random);
    expect(estimateReward(predictions, labels, random)).toEqual(first);
    expect(random.nextUint32()).toBe(createRandom('same').nextUint32());
  });

  it('says why there is no reward for a set of one class', () => {
    const reasonFor = (label: number) => estimateReward([0.1, 0.9], [label, label], createRandom(1));
    expect(reasonFor(0)).toEqual({ value: null, reason: 'no positive label in the group' });
    expect(reasonFor(1)).toEqual({ value: null, reason: 'no negative label in the group' });
  });

  it('refuses what is no answer', () => {
    const code = (predictions: number[], labels: number[]) => {
      try {
        return estimateReward(predictions, labels, createRandom(1));
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code([1.2, 0], [1, 0])).toBe('RC_STATISTICS_ARGUMENT_OUT_OF_RANGE');
    expect(code([Number.NaN, 0], [1, 0])).toBe('RC_STATISTICS_ARGUMENT_OUT_OF_RANGE');
    expect(code([0.2], [1, 0])).toBe('RC_STATISTICS_LENGTHS_DIFFER');
    expect(code([], [])).toBe('RC_STATISTICS_EMPTY');
    expect(code([0.2], [2])).toBe('RC_STATISTICS_LABEL_INVALID');
  });
});
