import type { Random } from '../../../support/random/Random.ts';
import { checkArgument } from '../../../support/statistics/checkArgument.ts';
import { checkLabels } from '../../../support/statistics/checkLabels.ts';
import { statisticsError } from '../../../support/statistics/errors.ts';
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

/** An item as a reward sees it. */
type Outcome = 'right' | 'wrong' | 'none';

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
  if (predictions.length !== labels.length) {
    throw statisticsError('RC_STATISTICS_LENGTHS_DIFFER', {
      first: 'predictions',
      firstLength: predictions.length,
      second: 'labels',
      secondLength: labels.length,
    });
  }
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
  if (prediction === noPrediction) return 'none';
  checkArgument(
    `predictions[${index}]`,
    prediction,
    prediction >= 0 && prediction <= 1,
    'from 0 to 1, or -1 for no answer',
  );
  return prediction > 0.5 === (label === 1) ? 'right' : 'wrong';
}

const resample = (outcomes: readonly Outcome[], random: Random): Outcome[] =>
  outcomes.map(() => outcomes[random.int(0, outcomes.length - 1)] ?? 'none');

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

/** `challengeReward` of a drawn window, from counts, because a report draws 20 million challenges. */
function windowReward(negatives: readonly Outcome[], positives: readonly Outcome[], random: Random): number {
  const right = [0, 0];
  const wrong = [0, 0];
  let recentRight = 0;
  let recentWrong = 0;
  for (let index = longWindow; index > 0; index -= 1) {
    // One word holds both draws: the top bit the label, the other 31 the item (bias below n / 2³¹).
    const word = random.nextUint32();
    const label = word >>> 31;
    const items = label === 1 ? positives : negatives;
    const outcome = items[Math.floor(((word & 0x7fffffff) / 2 ** 31) * items.length)];
    if (outcome === 'right') {
      right[label] = (right[label] ?? 0) + 1;
      if (index <= shortWindow) recentRight += 1;
    } else if (outcome === 'wrong') {
      wrong[label] = (wrong[label] ?? 0) + 1;
      if (index <= shortWindow) recentWrong += 1;
    } else if (index === 1) return 0;
  }
  const [trueNegatives = 0, truePositives = 0] = right;
  const [falsePositives = 0, falseNegatives = 0] = wrong;
  // The last entry was answered, so neither count is of nothing. One class alone is worth 0 to the validator.
  const correlation = matthewsCorrelation({ truePositives, falsePositives, trueNegatives, falseNegatives });
  const accuracy = recentRight / (recentRight + recentWrong);
  return (0.5 * Math.max(0, correlation.value ?? 0) + 0.5 * accuracy) ** 3;
}
