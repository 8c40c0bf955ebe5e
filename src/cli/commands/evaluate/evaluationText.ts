import type { MeasuredWithInterval } from '../../../learning/evaluation/measure.ts';
import { showScore } from '../../../learning/evaluation/showScore.ts';
import type { EvaluationSummary } from '../../../learning/evaluation/summarizeEvaluation.ts';

const mostUnanswered = 10;

/** Columns as wide as their widest cell; the first one to the left, the others to the right. */
function toTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

const short = ({ value }: MeasuredWithInterval): string => (value === null ? '-' : value.toFixed(3));

/** The report for people. */
export function evaluationText(summary: EvaluationSummary): string {
  const { balanced, confusion, perGroup, calibration, unanswered } = summary;
  const lines = toTable([
    ['95 % intervals', 'as they are', 'balanced classes'],
    ['accuracy', showScore(summary.accuracy), showScore(balanced.accuracy)],
    ['MCC', showScore(summary.mcc), showScore(balanced.mcc)],
    ['AUC', showScore(summary.auc), 'the same'],
    ['Brier', showScore(summary.brier), showScore(balanced.brier)],
    ['ECE', showScore(summary.ece), showScore(balanced.ece)],
    ['reward', '', showScore(summary.reward)],
  ]);
  lines.push(
    '',
    `Roadwork: ${confusion.truePositives} found, ${confusion.falseNegatives} missed.` +
      ` No roadwork: ${confusion.trueNegatives} right, ${confusion.falsePositives} false alarms.`,
  );
  if (calibration) {
    lines.push(
      `Calibration: ${calibration.inside} of ${calibration.bins.length} bins as of a calibrated model,` +
        ` whose balanced ECE would be below ${calibration.errorOfCalibrated.toFixed(3)}.`,
    );
  }
  const groups = Object.entries(perGroup);
  if (groups.length > 0) {
    const { mcc, auc } = summary.betweenGroups;
    if (mcc.value !== null) {
      lines.push(`For another draw of groups: MCC ${showScore(mcc)}, AUC ${showScore(auc)}.`);
    }
    lines.push(
      '',
      ...toTable([
        ['group', 'images', 'roadwork', 'accuracy', 'MCC', 'AUC', 'Brier', 'reward'],
        ...groups.map(([group, { n, positives, accuracy, mcc, auc, brier, reward }]) => [
          group,
          String(n),
          String(positives),
          ...[accuracy, mcc, auc, brier, reward].map(short),
        ]),
      ]),
    );
  }
  if (unanswered.length > 0) {
    const shown = unanswered.slice(0, mostUnanswered).map(({ file, message }) => `  ${file}: ${message}`);
    const more = unanswered.length - shown.length;
    lines.push(
      '',
      `${unanswered.length} without an answer, counted as the guess that the miner sends:`,
      ...shown,
    );
    if (more > 0) lines.push(`  and ${more} more`);
  }
  return lines.join('\n');
}
