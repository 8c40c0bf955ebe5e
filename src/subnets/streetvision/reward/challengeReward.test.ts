import { describe, expect, it } from 'vitest';
import { challengeReward, type ScoredPrediction } from './challengeReward.ts';

const entry = (prediction: number, label: 0 | 1): ScoredPrediction => ({ prediction, label });
/** Alternating labels; every answer is right but those at the indexes of `wrong`. */
const stream = (length: number, wrong: readonly number[] = []) =>
  Array.from({ length }, (_, index) => {
    const label = index % 2 === 0 ? 1 : 0;
    return entry(wrong.includes(index) ? 1 - label : label, label);
  });

describe('challengeReward', () => {
  it('pays a perfect miner 1 and one of 90 % about 0.61', () => {
    expect(challengeReward(stream(100))).toBe(1);
    // 5 of 50 wrong in each class, one of them among the last ten: MCC 0.8, accuracy 0.9.
    const wrong = [0, 1, 20, 21, 40, 41, 60, 61, 80, 91];
    expect(challengeReward(stream(100, wrong))).toBeCloseTo(0.85 ** 3, 12);
  });

  it('pays a new miner at most an eighth until it has met both classes', () => {
    expect(challengeReward([entry(0.9, 1)])).toBe(0.125);
    expect(challengeReward([entry(0.9, 1), entry(0.2, 0)])).toBe(1);
    expect(challengeReward([])).toBe(0);
  });

  it('takes 0.5 for a no', () => {
    expect(challengeReward([entry(0.5, 0)])).toBe(0.125);
    expect(challengeReward([entry(0.5, 1)])).toBe(0);
    expect(challengeReward([entry(0.5 + 2 ** -53, 1)])).toBe(0.125);
  });

  it('counts a miner that answers worse than chance as one that knows nothing', () => {
    const inverted = stream(100).map(({ prediction, label }) => entry(1 - prediction, label));
    expect(challengeReward(inverted)).toBe(0);
  });

  it('leaves silence out of the measures, but not out of the windows', () => {
    const silent = Array.from({ length: 9 }, () => entry(-1, 1));
    expect(challengeReward([...stream(40), ...silent])).toBe(0);
    // The short window holds nine silences and the last answer, which is wrong: accuracy 0.
    const after = challengeReward([...stream(40), ...silent, entry(0.1, 1)]);
    expect(after).toBeLessThan(0.125);
    expect(after).toBeGreaterThan(0.1);
    // A hundred silences push everything else out of the long window.
    const forgotten = [...stream(40), ...Array.from({ length: 99 }, () => entry(-1, 1)), entry(0.9, 1)];
    expect(challengeReward(forgotten)).toBe(0.125);
  });

  it('pays nothing for an answer out of range, and counts it as wrong while it is remembered', () => {
    const spoilt = (odd: number, label: 0 | 1, after: number) =>
      challengeReward([...stream(60), entry(odd, label), ...stream(after)]);
    expect(spoilt(1.7, 1, 0)).toBe(0);
    expect(spoilt(1.2, 1, 0)).toBe(0);
    expect(spoilt(1.7, 1, 8)).toBeLessThan(0.9);
    // 1.2 rounds to a yes and −0.3 to a no: only the round itself is lost.
    expect(spoilt(1.2, 1, 2)).toBe(1);
    expect(spoilt(-0.3, 0, 2)).toBe(1);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300])('pays nothing for ten rounds after %s', (odd) => {
    const after = (count: number) => challengeReward([...stream(60), entry(odd, 1), ...stream(count)]);
    expect([1, 5, 9].map(after)).toEqual([0, 0, 0]);
    expect([10, 50, 99].map(after)).toEqual([0.125, 0.125, 0.125]);
    expect(after(100)).toBe(1);
  });
});
