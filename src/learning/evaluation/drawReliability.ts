import { showScore } from './showScore.ts';
import type { EvaluationSummary } from './summarizeEvaluation.ts';
import { chartColours, svgChart } from './svgChart.ts';

/** The largest circle stands for a bin with a fifth of all images. */
const radiusOf = (share: number): number => Math.max(3, Math.min(9, 9 * Math.sqrt(share / 0.2)));

/** The reliability diagram for equally frequent classes, with the band in which a calibrated model would lie. */
export function drawReliability({
  balanced,
  calibration,
  n,
}: Pick<EvaluationSummary, 'balanced' | 'n'> & {
  readonly calibration: NonNullable<EvaluationSummary['calibration']>;
}): string {
  const { bins, inside, errorOfCalibrated } = calibration;
  const points = bins.map(({ meanProbability, frequency }) => [meanProbability, frequency] as const);
  const summary = `${inside} of ${bins.length} bins inside the band`;
  return svgChart({
    title: 'Share of roadwork, predicted and found',
    description:
      `Reliability diagram of ${n} images in ${bins.length} bins of equally many, both classes weighted the same. ` +
      `${summary}. ${points.map(([x, y]) => `Predicted ${x.toFixed(2)}, found ${y.toFixed(2)}.`).join(' ')}`,
    xLabel: 'mean predicted probability',
    yLabel: 'share of images with roadwork',
    legend: [
      { colour: chartColours.blue, text: 'this model' },
      { colour: chartColours.band, text: '95 % of calibrated models' },
    ],
    marks: [
      ...bins.map(({ meanProbability, low, high }) => ({
        ...({ kind: 'range', x: meanProbability, low, high, colour: chartColours.band } as const),
      })),
      {
        kind: 'line',
        points: [
          [0, 0],
          [1, 1],
        ],
        colour: chartColours.grey,
        dashed: true,
      },
      { kind: 'line', points, colour: chartColours.blue },
      ...bins.map(({ meanProbability, frequency, share, count }) => ({
        ...({ kind: 'dot', at: [meanProbability, frequency], colour: chartColours.blue } as const),
        radius: radiusOf(share),
        note: `${count} images: predicted ${meanProbability.toFixed(3)}, found ${frequency.toFixed(3)}`,
      })),
    ],
    notes: [
      `ECE ${showScore(balanced.ece)}`,
      `of a calibrated model below ${errorOfCalibrated.toFixed(3)}`,
      `Brier ${showScore(balanced.brier)}`,
      summary,
    ],
  });
}
