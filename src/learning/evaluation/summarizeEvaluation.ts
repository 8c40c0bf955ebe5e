import { estimateReward } from '../../subnets/streetvision/reward/estimateReward.ts';
import type { Random } from '../../support/random/Random.ts';
import type { ConfusionCounts } from '../../support/statistics/countConfusion.ts';
import { type CalibrationBand, calibrationBand } from './calibrationBand.ts';
import {
  balancedStatistics,
  calibrationOptions,
  confusionOf,
  type MeasuredWithInterval,
  measure,
  measureAccuracy,
  naturalStatistics,
} from './measure.ts';
import { type BetweenGroups, measureBetweenGroups } from './measureBetweenGroups.ts';
import type { Prediction } from './Prediction.ts';

/** The scores of some images, with 95 % intervals. What is undefined is `null`, with the reason. */
export interface Scores {
  readonly accuracy: MeasuredWithInterval;
  readonly mcc: MeasuredWithInterval;
  readonly auc: MeasuredWithInterval;
  readonly brier: MeasuredWithInterval;
  readonly ece: MeasuredWithInterval;
  /** Mean reward of a challenge on the subnet, 0 to 1 (`estimateReward`). */
  readonly reward: MeasuredWithInterval;
}

export interface GroupScores extends Scores {
  readonly n: number;
  readonly positives: number;
}

export interface EvaluationSummary extends GroupScores {
  /** Above this probability the answer is roadwork, as validators round. */
  readonly threshold: 0.5;
  readonly confusion: ConfusionCounts;
  /** As if both classes were equally frequent, as they are in challenges. */
  readonly balanced: Omit<Scores, 'auc' | 'reward'>;
  /** The reliability diagram for equally frequent classes; `null` with one class. */
  readonly calibration: CalibrationBand | null;
  readonly perGroup: Readonly<Record<string, GroupScores>>;
  /** With the intervals of another draw of groups, not of images; an image without a group is one of its own. */
  readonly betweenGroups: BetweenGroups;
  /** Images without evidence, which were scored with the prior, as the miner answers them. */
  readonly unanswered: readonly {
    readonly file: string;
    readonly reason: string;
    readonly message: string;
  }[];
}

function scoreGroup(predictions: readonly Prediction[], random: Random): GroupScores {
  return {
    n: predictions.length,
    positives: predictions.filter(({ label }) => label === 1).length,
    accuracy: measureAccuracy(predictions),
    ...measure(predictions, naturalStatistics, random),
    reward: estimateReward(
      predictions.map(({ probability }) => probability),
      predictions.map(({ label }) => label),
      random.fork('reward'),
    ),
  };
}

/**
 * Measures answers to labelled images: together, as if the classes were balanced, and by group.
 * @param predictions one or more
 * @param random only forks of it are used; same seed, same intervals
 */
export function summarizeEvaluation(predictions: readonly Prediction[], random: Random): EvaluationSummary {
  const labels = predictions.map(({ label }) => label);
  const probabilities = predictions.map(({ probability }) => probability);
  const groups = Map.groupBy(predictions, ({ group }) => group);
  const named = [...groups].flatMap(([group, members]) => (group === null ? [] : [{ group, members }]));
  const all = scoreGroup(predictions, random.fork('all'));
  return {
    ...all,
    threshold: 0.5,
    confusion: confusionOf(predictions),
    balanced: measure(predictions, balancedStatistics, random.fork('balanced')),
    calibration:
      new Set(labels).size < 2
        ? null
        : calibrationBand(labels, probabilities, {
            ...calibrationOptions,
            random: random.fork('calibration'),
          }),
    perGroup: Object.fromEntries(
      named
        .toSorted((a, b) => (a.group < b.group ? -1 : 1))
        .map(({ group, members }) => [group, scoreGroup(members, random.fork(`group ${group}`))]),
    ),
    betweenGroups: measureBetweenGroups(
      [...groups].flatMap(([group, members]) => (group === null ? members.map((one) => [one]) : [members])),
      random.fork('between groups'),
    ),
    unanswered: predictions.flatMap(({ file, unanswered }) => (unanswered ? [{ file, ...unanswered }] : [])),
  };
}
