import type { Point } from '../../../support/charts/Mark.ts';
import { matthewsCorrelation } from '../../../support/statistics/matthewsCorrelation.ts';
import type { SimulatedAnswer } from '../SimulationReport.ts';

/** How a miner's figures went, over its scored challenges: x counts them from 1. */
export interface RunningSeries {
  /** Over the last 100 answers, −1 to 1; begins when both classes were met. */
  readonly mcc: readonly Point[];
  /** Over the last 100 answers, 0 to 1. */
  readonly accuracy: readonly Point[];
  /** Mean over the last 10, 0 to 1. */
  readonly reward: readonly Point[];
  /** Mean over the validators that asked so far, 0 to 1. */
  readonly score: readonly Point[];
}

const window = 100;
const rewardWindow = 10;
/** More points than this a chart of its width cannot show. */
const mostPoints = 400;

/** @param answers of one miner, in the order in which they were scored */
export function runningSeries(answers: readonly SimulatedAnswer[]): RunningSeries {
  const series = { mcc: [] as Point[], accuracy: [] as Point[], reward: [] as Point[], score: [] as Point[] };
  const scored = answers.filter(({ kind }) => kind === 'scored');
  const recent: SimulatedAnswer[] = [];
  const rewards: number[] = [];
  const scores = new Map<string, number>();
  const stride = Math.max(1, Math.ceil(scored.length / mostPoints));
  for (const [index, answer] of scored.entries()) {
    if (answer.prediction !== null) recent.push(answer);
    if (recent.length > window) recent.shift();
    rewards.push(answer.reward);
    if (rewards.length > rewardWindow) rewards.shift();
    scores.set(answer.validator, answer.score);
    if (index % stride !== 0 && index !== scored.length - 1) continue;
    const x = index + 1;
    series.reward.push([x, meanOf(rewards)]);
    series.score.push([x, meanOf([...scores.values()])]);
    if (recent.length === 0) continue;
    const counts = countAnswers(recent);
    series.accuracy.push([x, (counts.truePositives + counts.trueNegatives) / recent.length]);
    const { value } = matthewsCorrelation(counts);
    if (value !== null) series.mcc.push([x, value]);
  }
  return series;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function countAnswers(answers: readonly SimulatedAnswer[]) {
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (const { prediction, label } of answers) {
    if ((prediction ?? 0) > 0.5) counts[label === 1 ? 'truePositives' : 'falsePositives'] += 1;
    else counts[label === 1 ? 'falseNegatives' : 'trueNegatives'] += 1;
  }
  return counts;
}
