import { expect, it } from 'vitest';
import { createRandom } from '../../../support/random/createRandom.ts';
import { challengeReward, type ScoredPrediction } from './challengeReward.ts';
import { createRewardTracker } from './createRewardTracker.ts';

it('rewards every answer by the last hundred of its miner', () => {
  const random = createRandom('tracker');
  const tracker = createRewardTracker();
  const histories: ScoredPrediction[][] = [[], []];
  for (let round = 0; round < 260; round += 1) {
    const uid = random.int(0, 1);
    const entry: ScoredPrediction = { prediction: random.float(), label: random.float() < 0.5 ? 0 : 1 };
    const history = histories[uid] ?? [];
    history.push(entry);
    expect(tracker.record(uid, `hotkey ${uid}`, entry)).toBe(challengeReward(history.slice(-100)));
  }
});

it('forgets the miner whose uid was taken over', () => {
  const tracker = createRewardTracker();
  tracker.record(3, 'old', { prediction: 0.1, label: 1 });
  expect(tracker.record(3, 'new', { prediction: 0.9, label: 1 })).toBe(0.125);
  expect(tracker.record(3, 'old', { prediction: 0.9, label: 1 })).toBe(0.125);
});
