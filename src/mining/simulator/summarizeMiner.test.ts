import { describe, expect, it } from 'vitest';
import { createRandom } from '../../support/random/createRandom.ts';
import type { Contestant } from './Contestant.ts';
import type { SimulatedAnswer } from './SimulationReport.ts';
import { summarizeMiner } from './summarizeMiner.ts';

const miner: Contestant = {
  ...{ name: 'ours', uid: 1, hotkey: '5Miner' },
  answersBy: { kind: 'network', address: { ip: '127.0.0.1', port: 1, hotkey: '5Miner' } },
};
const standing = { score: 0.5, rank: 1, weight: 1 };
const answer = (
  label: 0 | 1 | null,
  prediction: number | null,
  part: Partial<SimulatedAnswer> = {},
): SimulatedAnswer => ({
  ...{ challenge: 0, atS: 1, validator: '5F', miner: 'ours', kind: 'scored', source: 'real', image: 'a' },
  ...{ label, prediction, latencyMs: 10, status: 200, reward: 0, score: 0 },
  failure: prediction === null ? 'no answer' : null,
  ...part,
});
const summarize = (answers: readonly SimulatedAnswer[], contestant = miner) =>
  summarizeMiner(contestant, answers, standing, createRandom('summary'));

describe('summarizeMiner', () => {
  it('counts answers for accuracy, correlation and times, and all that was scored for the reward', () => {
    const summary = summarize([
      answer(1, 0.9, { latencyMs: 10, reward: 1 }),
      answer(1, 0.51, { latencyMs: 20, reward: 0.5 }),
      answer(0, 0.1, { latencyMs: 30, reward: 0.5 }),
      answer(0, 0.7, { latencyMs: 40 }),
      answer(1, null, { latencyMs: 9_000 }),
      answer(0, 0.1, { kind: 'organic', latencyMs: 50 }),
    ]);
    // TP 2, TN 1, FP 1, FN 0: 2 / √(3·2·2·1).
    expect(summary).toMatchObject({
      ...{ miner: 'ours', uid: 1, assumed: false, challenges: 6, answered: 5, reward: 0.4, ...standing },
      ...{ mccReason: null, p50Ms: 30, failures: { 'no answer': 1 } },
      accuracy: { value: 0.75 },
      mcc: { value: expect.closeTo(2 / Math.sqrt(12), 12) },
    });
    expect(summary.p99Ms).toBeCloseTo(49.6, 9);
    for (const interval of [summary.accuracy, summary.mcc, summary.expectedReward]) {
      const { value = Number.NaN, low = Number.NaN, high = Number.NaN } = interval ?? {};
      expect(low <= value && value <= high && low < high).toBe(true);
    }
  });

  it('says why there is no correlation, and has no figures of nothing', () => {
    expect(summarize([answer(1, 0.9)])).toMatchObject({
      ...{ mcc: null, mccReason: 'no negative label in the group', expectedReward: null },
      accuracy: { value: 1 },
    });
    expect(summarize([answer(1, null)])).toMatchObject({
      ...{ answered: 0, accuracy: null, mcc: null, mccReason: 'no challenge was answered', p50Ms: null },
    });
    expect(summarize([])).toMatchObject({ challenges: 0, reward: 0, expectedReward: null, p99Ms: null });
  });

  it('expects less of a miner that does not always answer', () => {
    const all = [0, 1, 0, 1, 0, 1].map((label) => answer(label as 0 | 1, label));
    expect(summarize(all).expectedReward?.value).toBe(1);
    expect(summarize([...all, answer(0, null), answer(1, null)]).expectedReward?.value).toBeLessThan(0.85);
  });

  it('pretends no more than was assumed about a rival', () => {
    const rival = { name: 'a', accuracy: 0.9, answerRate: 1 };
    const contestant: Contestant = { ...miner, answersBy: { kind: 'chance', rival } };
    expect(summarize([answer(1, 0.9), answer(0, 0.1)], contestant)).toMatchObject({
      ...{ assumed: true, p50Ms: null, p99Ms: null, expectedReward: null },
      accuracy: { value: 1 },
    });
  });
});
