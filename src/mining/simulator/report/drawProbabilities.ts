import type { Mark } from '../../../support/charts/Mark.ts';
import { plotChart } from '../../../support/charts/plotChart.ts';
import type { SimulatedAnswer } from '../SimulationReport.ts';

const bins = 20;

/**
 * How often each probability was answered: roadwork upwards, no roadwork downwards, so that what lies on the wrong
 * side of 0.5 stands out.
 * @param answers of one miner
 * @param width pixels
 */
export function drawProbabilities(name: string, answers: readonly SimulatedAnswer[], width = 460): string {
  const counts = { yes: new Array<number>(bins).fill(0), no: new Array<number>(bins).fill(0) };
  for (const { prediction, label } of answers) {
    if (prediction === null || label === null) continue;
    // Exactly one half is a no to validators, so it belongs to the bin below.
    const bin = Math.min(bins - 1, prediction === 0.5 ? bins / 2 - 1 : Math.floor(prediction * bins));
    const row = label === 1 ? counts.yes : counts.no;
    row[bin] = (row[bin] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts.yes, ...counts.no);
  const bars = (row: readonly number[], sign: 1 | -1, what: string): Mark[] =>
    row.flatMap((count, bin): Mark[] =>
      count === 0
        ? []
        : [
            {
              ...{ kind: 'bar', left: bin / bins + 0.004, right: (bin + 1) / bins - 0.004 },
              ...{ from: 0, to: sign * count, colour: sign > 0 ? 'var(--yes)' : 'var(--no)' },
              note: `${count} × ${what}, answered ${(bin / bins).toFixed(2)} to ${((bin + 1) / bins).toFixed(2)}`,
            },
          ],
    );
  const total = (row: readonly number[]) => row.reduce((sum, count) => sum + count, 0);
  return plotChart({
    description: `Answers of ${name}: ${total(counts.yes)} to images with roadwork, ${total(counts.no)} to images without.`,
    ...{ width, height: 230 },
    x: {
      ...{ label: 'probability of roadwork', from: 0, to: 1 },
      ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: String(at) })),
    },
    y: {
      ...{ label: 'answers', from: -most, to: most },
      ticks: [-most, 0, most].map((at) => ({ at, text: String(Math.abs(at)) })),
    },
    marks: [
      ...bars(counts.yes, 1, 'roadwork'),
      ...bars(counts.no, -1, 'no roadwork'),
      {
        kind: 'line',
        points: [
          [0.5, -most],
          [0.5, most],
        ],
        colour: 'var(--muted)',
        dashed: true,
      },
    ],
  });
}
