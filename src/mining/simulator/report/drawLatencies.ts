import type { Mark, Point } from '../../../support/charts/Mark.ts';
import { plotChart } from '../../../support/charts/plotChart.ts';

export interface LatencyLine {
  readonly name: string;
  readonly colour: string;
  /** Of answers, milliseconds. */
  readonly latencies: readonly number[];
}

/** What validators wait. */
const limitMs = 9_000;
const mostPoints = 300;
const tickAt = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 9_000];
const showMs = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`);

/** The share of answers that came within a time, up to the time that validators wait. */
export function drawLatencies(lines: readonly LatencyLine[]): string {
  const smallest = Math.min(100, ...lines.flatMap(({ latencies }) => latencies.map((ms) => Math.max(1, ms))));
  const from = tickAt.findLast((at) => at <= smallest) ?? 1;
  const marks = lines.flatMap(({ colour, latencies }): Mark[] => {
    const points = shares(latencies, from);
    return points.length === 0 ? [] : [{ kind: 'line', points, colour }];
  });
  return plotChart({
    description: `Share of answers by latency: ${lines.map(({ name, latencies }) => `${name}, ${latencies.length} answers`).join('; ')}.`,
    ...{ width: 960, height: 240 },
    x: {
      ...{ label: 'latency, as the validator sees it', from, to: 10_000, logarithmic: true },
      ticks: tickAt.filter((at) => at >= from).map((at) => ({ at, text: showMs(at) })),
    },
    y: {
      ...{ label: 'share of answers', from: 0, to: 1 },
      ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: `${100 * at} %` })),
    },
    marks: [
      {
        kind: 'line',
        points: [
          [limitMs, 0],
          [limitMs, 1],
        ],
        colour: 'var(--bad)',
        dashed: true,
      },
      ...marks,
    ],
  });
}

function shares(latencies: readonly number[], from: number): Point[] {
  if (latencies.length === 0) return [];
  const sorted = latencies.map((ms) => Math.min(10_000, Math.max(from, ms))).sort((a, b) => a - b);
  const stride = Math.max(1, Math.ceil(sorted.length / mostPoints));
  const points: Point[] = [[from, 0]];
  let reached = 0;
  for (const [index, ms] of sorted.entries()) {
    if (index % stride !== 0 && index !== sorted.length - 1) continue;
    // A step: nobody more answered until here.
    points.push([ms, reached]);
    reached = (index + 1) / sorted.length;
    points.push([ms, reached]);
  }
  points.push([10_000, 1]);
  return points;
}
