import { longWindow, shortWindow } from '../../../subnets/streetvision/reward/challengeReward.ts';
import { updateScore } from '../../../subnets/streetvision/reward/updateScore.ts';
import type { Random } from '../../../support/random/Random.ts';

/** A miner as numbers. */
export interface AssumedMiner {
  /** Probability that an answer is right, in either class; 0 to 1. */
  readonly accuracy: number;
  /** Probability that it answers in time, 0 to 1. */
  readonly answerRate: number;
}

/** After the windows are full the score forgets 0.95¹⁴⁰, under a thousandth, of where it began. */
const challengesToStride = longWindow + 140;

const wrong = 0;
const right = 1;
const none = 2;
const outcomes = 3;

/**
 * Scores (moving averages of rewards) of a miner in its stride, each of a life of its own: what a validator has for it
 * at one moment. Labels are fair coins. For the same `random` the lives of two miners meet the same luck, so that a
 * difference between them is theirs.
 * @param count how many
 * @returns 0 to 1 each
 */
export function drawScores(miner: AssumedMiner, count: number, random: Random): Float64Array {
  return Float64Array.from({ length: count }, () => drawScore(miner, random));
}

function drawScore({ accuracy, answerRate }: AssumedMiner, random: Random): number {
  const history = new Uint8Array(challengesToStride);
  // Of each outcome: of negatives, then of positives; over the long window and over the short one.
  const long = new Int32Array(2 * outcomes);
  const short = new Int32Array(2 * outcomes);
  let score = 0;
  for (let index = 0; index < challengesToStride; index += 1) {
    // Three draws each time, whatever comes of them.
    const label = random.nextUint32() >>> 31;
    const isRight = random.nextUint32() / 2 ** 32 < accuracy;
    const answers = random.nextUint32() / 2 ** 32 < answerRate;
    const entry = label * outcomes + (answers ? (isRight ? right : wrong) : none);
    history[index] = entry;
    shift(long, entry, history[index - longWindow]);
    shift(short, entry, history[index - shortWindow]);
    score = updateScore(score, answers ? rewardOf(long, short) : 0);
  }
  return score;
}

function shift(counts: Int32Array, entering: number, leaving: number | undefined): void {
  counts[entering] = (counts[entering] ?? 0) + 1;
  if (leaving !== undefined) counts[leaving] = (counts[leaving] ?? 0) - 1;
}

/** `challengeReward` from counts, for an answer that came. */
function rewardOf(long: Int32Array, short: Int32Array): number {
  // Destructuring a typed array would go through its iterator, which is most of the cost then.
  const falsePositives = long[wrong] as number;
  const trueNegatives = long[right] as number;
  const falseNegatives = long[outcomes + wrong] as number;
  const truePositives = long[outcomes + right] as number;
  const spread =
    (truePositives + falsePositives) *
    (truePositives + falseNegatives) *
    (trueNegatives + falsePositives) *
    (trueNegatives + falseNegatives);
  const correlation =
    spread === 0 ? 0 : (truePositives * trueNegatives - falsePositives * falseNegatives) / Math.sqrt(spread);
  const hits = (short[right] as number) + (short[outcomes + right] as number);
  const misses = (short[wrong] as number) + (short[outcomes + wrong] as number);
  const accuracy = hits / (hits + misses);
  return (0.5 * Math.max(0, correlation) + 0.5 * accuracy) ** 3;
}
