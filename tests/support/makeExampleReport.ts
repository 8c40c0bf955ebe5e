import type {
  MinerSummary,
  SimulatedAnswer,
  SimulationReport,
} from '../../src/mining/simulator/SimulationReport.ts';
import { createRewardTracker } from '../../src/subnets/streetvision/reward/createRewardTracker.ts';
import { updateScore } from '../../src/subnets/streetvision/reward/updateScore.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';

const miners = [
  { miner: 'ours', uid: 1, skill: 0.95, latency: 40 },
  { miner: 'official Python', uid: 2, skill: 0.86, latency: 310 },
] as const;

/** A report as a run of two miners would give it, drawn from a seed. */
export function makeExampleReport(challenges = 240): SimulationReport {
  const random = createRandom('example report');
  const answers = miners.flatMap(({ miner, uid, skill, latency }) => {
    const tracker = createRewardTracker();
    const scores = [0, 0, 0];
    return Array.from({ length: challenges }, (_, challenge): SimulatedAnswer => {
      const label = random.int(0, 1) === 1 ? 1 : 0;
      const lost = uid === 2 && random.float() < 0.02;
      const right = random.float() < skill;
      const sure = 1 - 0.5 * random.float() ** 3;
      const prediction = lost ? null : right === (label === 1) ? sure : 1 - sure;
      const kind = random.float() < 0.1 ? 'organic' : 'scored';
      const validator = challenge % 3;
      const reward =
        kind === 'organic' ? 0 : tracker.record(uid, miner, { prediction: prediction ?? -1, label });
      if (kind === 'scored') scores[validator] = updateScore(scores[validator] ?? 0, reward);
      return {
        ...{ challenge, atS: challenge * 0.5, validator: `5Validator${validator}`, miner, kind, label },
        ...{ source: 'rendered', image: `scene/${challenge}`, prediction, reward, status: lost ? 408 : 200 },
        latencyMs: lost ? 9_000 : latency * Math.exp(1.2 * (random.float() + random.float() - 1)),
        failure: lost ? 'Request timeout after 9.0 seconds' : null,
        score: scores[validator] ?? 0,
      };
    });
  });
  return {
    ...{ seed: 'example', profile: 'may-2026', note: 'rendered scenes: not a measure of skill', challenges },
    miners: miners.map(({ miner, uid, skill, latency }, index): MinerSummary => {
      const own = answers.filter((answer) => answer.miner === miner);
      const answered = own.filter(({ prediction }) => prediction !== null).length;
      const lost = challenges - answered;
      const around = (value: number, reach: number) => ({ value, low: value - reach, high: value + reach });
      return {
        ...{ miner, uid, challenges, answered, rank: index + 1, weight: index === 0 ? 0.59 : 0.41 },
        assumed: false,
        accuracy: around(skill, 0.03),
        mcc: index === 0 ? around(2 * skill - 1, 0.06) : null,
        mccReason: index === 0 ? null : 'no positive label in the group',
        reward: own.reduce((sum, { reward }) => sum + reward, 0) / challenges,
        expectedReward: around(skill ** 4, 0.08),
        score: own.at(-1)?.score ?? 0,
        ...{ p50Ms: latency, p99Ms: latency * 3.1 },
        failures: Object.fromEntries(lost > 0 ? [['Request timeout after 9.0 seconds', lost]] : []),
      };
    }),
    answers: answers.sort((a, b) => a.challenge - b.challenge),
    ...{ wallClockS: challenges * 0.5, interrupted: false },
  };
}
