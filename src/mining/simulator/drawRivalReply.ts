import { noPrediction } from '../../subnets/streetvision/reward/challengeReward.ts';
import type { Random } from '../../support/random/Random.ts';
import type { MinerReply } from './askMiner.ts';
import type { Rival } from './SimulationOptions.ts';

/** What a competitor without a server would have answered, by the chances that somebody assumed for it. */
export function drawRivalReply(rival: Rival, label: 0 | 1 | null, random: Random): MinerReply {
  // Both are drawn every time, so that one chance does not change what the other draws.
  const answers = random.float() < rival.answerRate;
  const right = random.float() < rival.accuracy;
  if (!answers) {
    return {
      ...{ prediction: null, value: noPrediction, latencyMs: 0, status: 408 },
      failure: 'it was assumed not to answer',
    };
  }
  const value = (label === 1) === right ? 0.9 : 0.1;
  return { prediction: value, value, latencyMs: 0, status: 200, failure: null };
}
