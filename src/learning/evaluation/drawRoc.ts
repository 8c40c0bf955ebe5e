import type { Prediction } from './Prediction.ts';
import { rocPoints } from './rocPoints.ts';
import { showScore } from './showScore.ts';
import type { EvaluationSummary } from './summarizeEvaluation.ts';
import { chartColours, svgChart } from './svgChart.ts';

/**
 * The ROC curve, with the point at which the miner answers.
 * @param predictions of both classes
 */
export function drawRoc(
  predictions: readonly Prediction[],
  { auc, n, confusion }: Pick<EvaluationSummary, 'auc' | 'n' | 'confusion'>,
): string {
  const curve = rocPoints(
    predictions.map(({ label }) => label),
    predictions.map(({ probability }) => probability),
  ).map(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate] as const);
  const { truePositives, falseNegatives, falsePositives, trueNegatives } = confusion;
  const found = truePositives / (truePositives + falseNegatives);
  const wrong = falsePositives / (falsePositives + trueNegatives);
  const answer = `found ${(100 * found).toFixed(1)} %, false alarms ${(100 * wrong).toFixed(1)} %`;
  return svgChart({
    title: 'Roadwork found against false alarms',
    description: `ROC curve of ${n} images. Area under it ${showScore(auc)}. Answered at a threshold of 0.5: ${answer}.`,
    xLabel: 'share of images without roadwork that are called roadwork',
    yLabel: 'share of images with roadwork that are found',
    legend: [
      { colour: chartColours.blue, text: 'this model' },
      { colour: chartColours.orange, text: 'as the miner answers (threshold 0.5)' },
    ],
    marks: [
      { kind: 'area', points: curve, colour: chartColours.blue },
      {
        kind: 'line',
        points: [
          [0, 0],
          [1, 1],
        ],
        colour: chartColours.grey,
        dashed: true,
      },
      { kind: 'line', points: curve, colour: chartColours.blue },
      { kind: 'dot', at: [wrong, found], radius: 7, colour: chartColours.orange, note: answer },
    ],
    notes: [`AUC ${showScore(auc)}`, answer],
  });
}
