import type { Mark, Point } from '../../../support/charts/Mark.ts';
import { plotChart } from '../../../support/charts/plotChart.ts';

export interface RunningLine {
  readonly name: string;
  /** CSS. */
  readonly colour: string;
  readonly points: readonly Point[];
}

const tickTexts = [0, 0.25, 0.5, 0.75, 1];

/** One figure of all miners over the challenges. */
export function drawRunning(title: string, lines: readonly RunningLine[]): string {
  const values = lines.flatMap(({ points }) => points.map(([, y]) => y));
  // MCC may fall below 0, and is then worth to be seen there.
  const lowest = values.some((value) => value < 0) ? -1 : 0;
  const last = Math.max(2, ...lines.map(({ points }) => points.at(-1)?.[0] ?? 0));
  const ends = lines.map(({ name, points }) => `${name}: ${points.at(-1)?.[1].toFixed(3) ?? 'none'}`);
  const ticks = lowest < 0 ? [-1, -0.5, 0, 0.5, 1] : tickTexts;
  return plotChart({
    description: `${title} over the challenges. At the end ${ends.join(', ')}.`,
    ...{ width: 460, height: 230 },
    x: { label: 'scored challenges', from: 1, to: last, ticks: countTicks(last) },
    y: { label: title, from: lowest, to: 1, ticks: ticks.map((at) => ({ at, text: String(at) })) },
    marks: lines.flatMap(({ name, colour, points }): Mark[] => {
      const [end] = points.slice(-1);
      return [
        { kind: 'line', points, colour },
        ...(end
          ? [{ kind: 'dot', at: end, radius: 3.5, colour, note: `${name}: ${end[1].toFixed(3)}` } as const]
          : []),
      ];
    }),
  });
}

/** Some five round numbers from 1 to the last. */
function countTicks(last: number): { at: number; text: string }[] {
  const rough = last / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 1);
  const ticks: { at: number; text: string }[] = [];
  for (let at = step; at <= last; at += step) ticks.push({ at, text: at.toLocaleString('en') });
  return ticks;
}
