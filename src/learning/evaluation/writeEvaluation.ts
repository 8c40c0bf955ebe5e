import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatCsv } from '../../records/manifests/formatCsv.ts';
import { drawReliability } from './drawReliability.ts';
import { drawRoc } from './drawRoc.ts';
import { evaluationError } from './errors.ts';
import type { Prediction } from './Prediction.ts';
import type { EvaluationSummary } from './summarizeEvaluation.ts';

async function writeAll(files: readonly (readonly [path: string, text: string])[]): Promise<string[]> {
  for (const [path, text] of files) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    } catch (error) {
      throw evaluationError(
        'RC_EVALUATION_OUTPUT_UNWRITABLE',
        { path, reason: (error as Error).message },
        error,
      );
    }
  }
  return files.map(([path]) => path);
}

/**
 * Writes `file,label,score`, one line an image in the order of the manifest; the score has all its digits.
 * @throws RC_EVALUATION_OUTPUT_UNWRITABLE
 */
export async function writePredictions(path: string, predictions: readonly Prediction[]): Promise<void> {
  const rows = predictions.map(({ file, label, probability }) => [file, String(label), String(probability)]);
  await writeAll([[path, formatCsv([['file', 'label', 'score'], ...rows])]]);
}

/**
 * Writes `report.json` and, where both classes are there, `reliability.svg` and `roc.svg`.
 * @returns the paths
 * @throws RC_EVALUATION_OUTPUT_UNWRITABLE
 */
export async function writeReport(
  folder: string,
  content: {
    readonly summary: EvaluationSummary;
    /** What `report.json` holds. */
    readonly report: Readonly<Record<string, unknown>>;
    readonly predictions: readonly Prediction[];
  },
): Promise<string[]> {
  const { summary, report, predictions } = content;
  const { calibration } = summary;
  return writeAll([
    [join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`],
    ...(calibration === null
      ? []
      : ([
          [join(folder, 'reliability.svg'), drawReliability({ ...summary, calibration })],
          [join(folder, 'roc.svg'), drawRoc(predictions, summary)],
        ] as const)),
  ]);
}
