import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ScoredPrediction } from '../../src/subnets/streetvision/reward/challengeReward.ts';
import { createRewardTracker } from '../../src/subnets/streetvision/reward/createRewardTracker.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { runPython } from './runPython.ts';

const python = process.env.ROADCREW_PYTHON_STATS;
if (!python) console.warn('skipped: set ROADCREW_PYTHON_STATS to a Python that has numpy and scikit-learn');

const odd = [-1, -1, -0.3, -1.7, 0.5, 1.2, 1.5, 2.5, 7, 1e300, Number.NaN, Number.POSITIVE_INFINITY];
const random = createRandom('reward interop');
/** Streams of miners of every skill; every second one now and then gives an answer that it should not. */
const streams = Array.from({ length: 16 }, (_, stream) => {
  const skill = random.float();
  const bias = random.float();
  return Array.from({ length: 130 }, (): ScoredPrediction => {
    const label = random.float() < bias ? 1 : 0;
    if (stream % 2 === 1 && random.float() < 0.03) {
      return { prediction: odd[random.int(0, odd.length - 1)] ?? 0, label };
    }
    const confidence = random.float() / 2;
    return { prediction: random.float() < skill === (label === 1) ? 0.5 + confidence : confidence, label };
  });
});

describe.skipIf(!python)('rewards against scikit-learn', () => {
  it('are the same for every answer of every stream', async () => {
    const input = streams.map((stream) =>
      stream.map(({ prediction, label }) => [
        Number.isFinite(prediction) ? prediction : String(prediction),
        label,
      ]),
    );
    const output = await runPython(python ?? '', 'reward_reference.py', input);
    const wanted = z.array(z.array(z.number())).parse(output);
    const tracker = createRewardTracker();
    const got = streams.map((stream, uid) => stream.map((entry) => tracker.record(uid, 'hotkey', entry)));
    expect(new Set(wanted.flat()).size).toBeGreaterThan(500);
    for (const [uid, rewards] of wanted.entries()) {
      for (const [round, reward] of rewards.entries()) {
        const ours = got[uid]?.[round] ?? Number.NaN;
        if (!(Math.abs(ours - reward) <= 1e-12)) expect({ uid, round, ours }).toEqual({ uid, round, reward });
      }
    }
  }, 120_000);
});
