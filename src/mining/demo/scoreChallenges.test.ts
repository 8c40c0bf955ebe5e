import { describe, expect, it } from 'vitest';
import type { DemoChallenge } from './Scoreboard.ts';
import { scoreChallenges } from './scoreChallenges.ts';

const challenge = (
  label: 0 | 1,
  prediction: number | null,
  milliseconds = 10,
  reward = 0,
): DemoChallenge => ({
  validator: '5F',
  ...{ label, prediction, milliseconds, reward },
  failure: prediction === null ? 'no answer' : null,
});

describe('scoreChallenges', () => {
  it('counts answers for accuracy, correlation and times, and all that was sent for the reward', () => {
    const board = scoreChallenges([
      challenge(1, 0.9, 10, 1),
      challenge(1, 0.51, 20, 0.5),
      challenge(0, 0.1, 30, 0.5),
      challenge(0, 0.7, 40, 0),
      challenge(1, null, 9_000, 0),
    ]);
    // TP 2, TN 1, FP 1, FN 0: 2 / √(3·2·2·1).
    expect(board).toMatchObject({
      challenges: 5,
      answered: 4,
      accuracy: 0.75,
      reward: 0.4,
      mccReason: null,
      p50Ms: 25,
    });
    expect(board.mcc).toBeCloseTo(2 / Math.sqrt(12), 12);
    expect(board.p99Ms).toBeCloseTo(39.7, 9);
  });

  it('says why there is no correlation', () => {
    expect(scoreChallenges([challenge(1, 0.9)])).toMatchObject({
      mcc: null,
      mccReason: 'no negative label in the group',
      accuracy: 1,
    });
    expect(scoreChallenges([challenge(1, null)])).toMatchObject({
      answered: 0,
      accuracy: null,
      mcc: null,
      mccReason: 'no challenge was answered',
      p50Ms: null,
    });
  });
});
