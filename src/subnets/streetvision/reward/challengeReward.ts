import { roundHalfToEven } from '../../../support/statistics/roundHalfToEven.ts';

/** One answered challenge, as the validator remembers it. */
export interface ScoredPrediction {
  /** What the miner answered; −1 where it answered nothing. The validator takes any number. */
  readonly prediction: number;
  /** 1: roadwork. */
  readonly label: 0 | 1;
}

/** Entries that the validator keeps for a miner, and over which it takes the Matthews correlation. */
export const longWindow = 100;
/** Entries over which it takes the accuracy. */
export const shortWindow = 10;
/** The prediction that means "none". */
export const noPrediction = -1;
const rewardExponent = 3;

/**
 * What subnet 72's validator pays for the last entry of a history:
 * `(½·max(0, MCC of the last 100) + ½·accuracy of the last 10)³`, from answers rounded half to even, so that roadwork
 * needs more than 0.5. Entries of −1 hold their place in a window but count neither as right nor as wrong. An answer of
 * −1, below 0 or above 1 earns 0 itself; beyond ±0.5 around the range it also counts as wrong for as long as a window
 * holds it. An answer that is no finite number makes every window that holds it worth 0 (scikit-learn refuses it).
 * The MCC counts 0 while labels or answers of the window have one class only, so a new miner earns at most ⅛.
 *
 * Source: NATIX validator of January and May 2026, `reward.py` and `miner_performance_tracker.py`.
 * @param history oldest first; only the last 100 matter
 * @returns 0 to 1; 0 for an empty history
 */
export function challengeReward(history: readonly ScoredPrediction[]): number {
  const last = history.at(-1);
  if (last === undefined || last.prediction < 0 || last.prediction > 1) return 0;
  const base = 0.5 * measure(history, longWindow).correlation + 0.5 * measure(history, shortWindow).accuracy;
  return base ** rewardExponent;
}

const nothing = { accuracy: 0, correlation: 0 };
/** From here on a float is no class label to scikit-learn: it does not survive the cast to int64. */
const labelLimit = 2 ** 63;

function measure(history: readonly ScoredPrediction[], window: number) {
  const entries = history
    .slice(-window)
    .filter(({ prediction }) => prediction !== noPrediction)
    .map(({ prediction, label }) => ({ answer: roundHalfToEven(prediction), label }));
  const usable = entries.every(({ answer }) => answer >= -labelLimit && answer < labelLimit);
  if (!usable || entries.length === 0) return nothing;
  const labels = countBy(entries.map(({ label }) => label));
  const answers = countBy(entries.map(({ answer }) => answer));
  const right = entries.filter(({ answer, label }) => answer === label).length;
  return {
    accuracy: right / entries.length,
    correlation: Math.max(0, multiclassCorrelation(labels, answers, right, entries.length)),
  };
}

/** Map keys treat 0 and −0 as one. */
function countBy(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The K-class Matthews correlation (J. Gorodkin 2004); more than two classes arise from answers like 1.7. */
function multiclassCorrelation(
  labels: ReadonlyMap<number, number>,
  answers: ReadonlyMap<number, number>,
  right: number,
  total: number,
): number {
  if (labels.size < 2 || answers.size < 2) return 0;
  let both = 0;
  for (const [value, count] of labels) both += count * (answers.get(value) ?? 0);
  const covariance = right * total - both;
  return covariance / Math.sqrt((total ** 2 - sumOfSquares(labels)) * (total ** 2 - sumOfSquares(answers)));
}

const sumOfSquares = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count ** 2, 0);
