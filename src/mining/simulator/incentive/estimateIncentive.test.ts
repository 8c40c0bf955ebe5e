import { describe, expect, it } from 'vitest';
import {
  challengeReward,
  type ScoredPrediction,
} from '../../../subnets/streetvision/reward/challengeReward.ts';
import { updateScore } from '../../../subnets/streetvision/reward/updateScore.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import { agreeOnShares } from './agreeOnShares.ts';
import { drawScores } from './drawScores.ts';
import { estimateIncentive } from './estimateIncentive.ts';
import type { IncentiveOptions } from './IncentiveEstimate.ts';
import { incentiveText } from './incentiveText.ts';

const ours = { accuracy: 0.93, answerRate: 1 };
const estimate = (options: Partial<IncentiveOptions>) =>
  estimateIncentive({
    ...{ ours, rivals: [], burnShare: 0, random: createRandom('incentive'), moments: 200, validators: 3 },
    ...options,
  });
const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('drawScores', () => {
  it('is what the validator computes, step by step', () => {
    const miner = { accuracy: 0.85, answerRate: 0.9 };
    const random = createRandom('lives');
    const [score] = drawScores(miner, 1, createRandom('lives'));
    const history: ScoredPrediction[] = [];
    let expected = 0;
    for (let index = 0; index < 240; index += 1) {
      const label = random.nextUint32() >>> 31 === 1 ? 1 : 0;
      const right = random.nextUint32() / 2 ** 32 < miner.accuracy;
      const answers = random.nextUint32() / 2 ** 32 < miner.answerRate;
      history.push({ label, prediction: answers ? (right ? label : 1 - label) : -1 });
      expected = updateScore(expected, challengeReward(history.slice(-100)));
    }
    expect(score).toBeCloseTo(expected, 12);
  });

  it('gives one who is always right what it answers', () => {
    expect(meanOf(drawScores({ accuracy: 1, answerRate: 1 }, 20, createRandom(1)))).toBeCloseTo(1, 3);
    // A mean of 600 scores whose standard deviation is √(0.05/1.95 · 0.8 · 0.2) = 0.064.
    const often = meanOf(drawScores({ accuracy: 1, answerRate: 0.8 }, 600, createRandom(1)));
    expect(Math.abs(often - 0.8)).toBeLessThan(0.011);
    expect(meanOf(drawScores({ accuracy: 1, answerRate: 0 }, 20, createRandom(1)))).toBe(0);
  });
});

describe('agreeOnShares', () => {
  it('cuts what one validator alone gives', () => {
    const shares = agreeOnShares([
      [0.5, 0.5, 0],
      [0.5, 0.5, 0],
      [0, 0, 1],
    ]);
    expect(shares).toEqual([0.5, 0.5, 0]);
  });

  it('leaves alone what all agree on', () => {
    const row = [0.125, 0.25, 0.625];
    for (const count of [1, 2, 3, 4])
      expect(agreeOnShares(Array.from({ length: count }, () => row))).toEqual(row);
  });
});

describe('estimateIncentive', () => {
  it('gives all to the only miner, and nothing to one who never answers', () => {
    expect(estimate({}).share).toEqual({ value: 1, low: 1, high: 1 });
    const silent = { accuracy: 0.9, answerRate: 0 };
    expect(estimate({ ours: silent, rivals: [{ ...ours, count: 3 }] }).share.value).toBe(0);
    expect(estimate({ ours: silent }).share.value).toBe(0);
  });

  it.each([true, false])('gives equals equal parts (validators agree: %s)', (validatorsAgree) => {
    const { share, equalShare, moments, rivals } = estimate({
      ...{ rivals: [{ ...ours, count: 9 }], validatorsAgree, moments: 1_000 },
    });
    expect(equalShare).toBeCloseTo(0.1, 12);
    expect(Math.abs(share.value - 0.1)).toBeLessThan(0.003);
    expect(rivals[0]?.share).toBeCloseTo((1 - share.value) / 9, 9);
    // One moment says little about a miner; many do.
    expect(moments.low).toBeLessThan(share.low);
    expect(moments.high).toBeGreaterThan(share.high);
  });

  it('gives all who are always right exactly the same', () => {
    const perfect = { accuracy: 1, answerRate: 1 };
    const { share, onePercentMore } = estimate({ ours: perfect, rivals: [{ ...perfect, count: 3 }] });
    expect(share.value).toBeCloseTo(0.25, 3);
    if (onePercentMore.gain === null) throw new Error(onePercentMore.reason);
    // There is no more than 1: the last percent below it counts.
    expect([onePercentMore.from, onePercentMore.to]).toEqual([0.99, 1]);
    expect(onePercentMore.gain.low).toBeGreaterThan(0);
  });

  it('pays more for more accuracy, and says from which on it breaks even', () => {
    const rivals = [{ accuracy: 0.93, answerRate: 1, count: 9 }];
    const better = estimate({ ours: { accuracy: 0.97, answerRate: 1 }, rivals });
    expect(better.share.low).toBeGreaterThan(better.equalShare);
    if (better.onePercentMore.gain === null) throw new Error(better.onePercentMore.reason);
    expect(better.onePercentMore.gain.low).toBeGreaterThan(0);
    // Break-even is by default what an equal gets, so the rivals' own accuracy.
    expect(better.breakEven.accuracy).not.toBeNull();
    expect(Math.abs((better.breakEven.accuracy ?? 0) - 0.93)).toBeLessThan(0.012);
    const unreachable = estimate({ rivals, breakEvenShare: 0.5 }).breakEven;
    expect(unreachable).toMatchObject({
      share: 0.5,
      accuracy: null,
      reason: expect.stringContaining('always right'),
    });
    expect(estimate({ breakEvenShare: 0.5 }).breakEven.accuracy).toBe(0.5);
  });

  it('says plainly that nothing is left when all is burned', () => {
    const burned = estimate({ rivals: [{ ...ours, count: 9 }], moments: 40, burnShare: 1 });
    expect(burned).toMatchObject({
      ...{ share: { value: 0, low: 0, high: 0 }, equalShare: 0, rivals: [{ share: 0 }] },
      ...{ breakEven: { accuracy: null, reason: 'all of it is burned' }, onePercentMore: { relative: 0 } },
      warning: expect.stringContaining('earns nothing'),
    });
    expect(incentiveText(burned)).toMatch(/^All of the miners’ incentive is burned/);
    const half = estimate({ rivals: [{ ...ours, count: 9 }], moments: 40, burnShare: 0.5 });
    const whole = estimate({ rivals: [{ ...ours, count: 9 }], moments: 40 });
    expect(half.share.value).toBeCloseTo(whole.share.value / 2, 12);
    expect(half.warning).toBeNull();
  });

  it('takes a measured reward for an accuracy', () => {
    const { share, score, onePercentMore } = estimate({
      ...{ ours: { reward: 0.5, answerRate: 0.8 }, rivals: [{ accuracy: 1, answerRate: 1, count: 1 }] },
    });
    expect(score).toBeCloseTo(0.4, 12);
    expect(share.value).toBeCloseTo(0.4 / 1.4, 3);
    expect(onePercentMore).toEqual({ gain: null, reason: expect.stringContaining('reward') });
  });

  it('is the same again from the same seed', () => {
    const rivals = [{ ...ours, count: 4 }];
    const moments = 40;
    expect(estimate({ rivals, moments })).toEqual(estimate({ rivals, moments }));
    expect(estimate({ rivals, moments }).share).not.toEqual(
      estimate({ rivals, moments, random: createRandom('other') }).share,
    );
    expect(incentiveText(estimate({ rivals, moments }))).toContain('nothing of it was observed');
  });
});
