import { flattenScores } from './flattenScores.ts';
import type { EvaluationSummary } from './summarizeEvaluation.ts';

const flattenGroup = ({ n, positives, ...scores }: EvaluationSummary['perGroup'][string]) => ({
  n,
  positives,
  ...flattenScores(scores),
});

/** The summary as `--json` prints it and `report.json` holds it. */
export function flattenSummary(summary: EvaluationSummary) {
  const { accuracy, mcc, auc, brier, ece, reward, balanced, betweenGroups, perGroup, n, positives, ...rest } =
    summary;
  return {
    n,
    positives,
    ...flattenScores({ accuracy, mcc, auc, brier, ece, reward }),
    ...rest,
    balanced: flattenScores(balanced),
    betweenGroups: flattenScores(betweenGroups),
    perGroup: Object.fromEntries(
      Object.entries(perGroup).map(([group, scores]) => [group, flattenGroup(scores)]),
    ),
  };
}
