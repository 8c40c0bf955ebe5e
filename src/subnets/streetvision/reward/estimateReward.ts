import type { Random } from '../../../support/random/Random.ts';
import { checkArgument } from '../../../support/statistics/checkArgument.ts';
import { checkLabels } from '../../../support/statistics/checkLabels.ts';
import { checkSameLength } from '../../../support/statistics/checkSameLength.ts';
import { matthewsCorrelation } from '../../../support/statistics/matthewsCorrelation.ts';
import { quantile } from '../../../support/statistics/quantile.ts';
import { longWindow, noPrediction, shortWindow } from './challengeReward.ts';

/** The reward that a model would earn, with the interval that the size of the test set leaves open. */
export type RewardEstimate =
  | { readonly value: number; readonly low: number; readonly high: number }
  | { readonly value: null; readonly reason: string };

const windowsOfValue = 4000;
const resamples = 500;
const windowsOfResample = 400;
const level = 0.95;

/** An item as a reward sees it; numbers, because a report draws 20 million of them. */
const wrong = 0;
const right = 1;
const none = 2;
type Outcome = typeof wrong | typeof right | typeof none;

/**
 * The mean reward of a challenge for a miner in its stride, from answers to a labelled set.
 *
 * A window is 100 challenges as a validator chooses them: each label with probability ½, then an item of that class,
 * with replacement. `value` is the mean of `challengeReward` over 4,000 windows, so it stands for a set of balanced
 * classes whatever the balance of the set given. `low` and `high` are the 95 % percentile interval of the same mean
 * (over 400 windows) when the set itself is resampled 500 times within its classes; they are about the set, not about
 * how much one window differs from the next.
 *
 * @param predictions probabilities of roadwork, 0 to 1, or −1 where there was no answer
 * @param labels 0 or 1, one a prediction
 * @param random only a fork of it is used
 * @returns 0 to 1; `null` with the reason when the set lacks a class
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_LENGTHS_DIFFER, RC_STATISTICS_LABEL_INVALID,
 *   RC_STATISTICS_ARGUMENT_OUT_OF_RANGE (a prediction)
 */
export function estimateReward(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
  random: Random,
): RewardEstimate {
  checkSameLength('predictions', predictions, 'labels', labels);
  const outcomes: [Outcome[], Outcome[]] = [[], []];
  for (const [index, label] of checkLabels('labels', labels).entries()) {
    outcomes[label].push(judge(predictions[index] ?? Number.NaN, label, index));
  }
  const [negatives, positives] = outcomes;
  if (positives.length === 0) return { value: null, reason: 'no positive label in the group' };
  if (negatives.length === 0) return { value: null, reason: 'no negative label in the group' };

  const source = random.fork('estimateReward');
  const value = meanReward(negatives, positives, windowsOfValue, source);
  const means = Array.from({ length: resamples }, () =>
    meanReward(resample(negatives, source), resample(positives, source), windowsOfResample, source),
  );
  const tail = (1 - level) / 2;
  return {
    value,
    low: Math.min(value, quantile(means, tail)),
    high: Math.max(value, quantile(means, 1 - tail)),
  };
}

function judge(prediction: number, label: 0 | 1, index: number): Outcome {
  if (prediction === noPrediction) return none;
  checkArgument(
    `predictions[${index}]`,
    prediction,
    prediction >= 0 && prediction <= 1,
    'from 0 to 1, or -1 for no answer',
  );
  return prediction > 0.5 === (label === 1) ? right : wrong;
}

const resample = (outcomes: readonly Outcome[], random: Random): Outcome[] =>
  outcomes.map(() => outcomes[random.int(0, outcomes.length - 1)] ?? none);

function meanReward(
  negatives: readonly Outcome[],
  positives: readonly Outcome[],
  windows: number,
  random: Random,
): number {
  let sum = 0;
  for (let window = 0; window < windows; window += 1) sum += windowReward(negatives, positives, random);
  return sum / windows;
}

/** `challengeReward` of a drawn window, from counts. */
function windowReward(negatives: readonly Outcome[], positives: readonly Outcome[], random: Random): number {
  // Number of each outcome: of negatives, of positives, of the last ten.
  const counts = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let index = longWindow; index > 0; index -= 1) {
    // One word holds both draws: the top bit the label, the other 31 the item (bias below n / 2³¹).
    const word = random.nextUint32();
    const label = word >>> 31;
    const items = label === 1 ? positives : negatives;
    const outcome = items[Math.floor(((word & 0x7fffffff) / 2 ** 31) * items.length)] ?? none;
    counts[label * 3 + outcome] = (counts[label * 3 + outcome] as number) + 1;
    if (index <= shortWindow) counts[6 + outcome] = (counts[6 + outcome] as number) + 1;
    if (index === 1 && outcome === none) return 0;
  }
  const [falsePositives = 0, trueNegatives = 0, , falseNegatives = 0, truePositives = 0] = counts;
  // The last entry was answered, so neither count is of nothing. One class alone is worth 0 to the validator.
  const correlation = matthewsCorrelation({ truePositives, falsePositives, trueNegatives, falseNegatives });
  const recent = (counts[6 + right] as number) + (counts[6 + wrong] as number);
  const accuracy = (counts[6 + right] as number) / recent;
  return (0.5 * Math.max(0, correlation.value ?? 0) + 0.5 * accuracy) ** 3;
}
