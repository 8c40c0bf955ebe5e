import { quantile } from '../../src/support/statistics/quantile.ts';
import type { Verdict } from './judgeAim.ts';
import type { PartResult } from './runRounds.ts';

/** Everything that a run found out; `--json` prints it as it is. */
export interface Report {
  readonly machine: string;
  readonly release: string;
  readonly seconds: number;
  readonly rounds: number;
  readonly parts: readonly PartResult[];
  readonly verdicts: readonly Verdict[];
  /** What a reader has to know besides: versions, what was proved, what was left out. */
  readonly notes: readonly string[];
}

/** Above this share of the core in other hands, times by the clock are those of the others as well. */
const quietShare = 0.1;

const median = (values: readonly number[]): number => quantile(values, 0.5);

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);

const line = (label: string, cells: readonly string[]): string =>
  label.padEnd(44) + cells.map((cell) => cell.padStart(9)).join('');

const partLine = ({ name, rounds, others }: PartResult): string => {
  const all = rounds.flatMap(({ wall }) => wall);
  const medians = rounds.map(({ wall }) => median(wall));
  return line(name, [
    digits(median(medians)),
    digits(Math.min(...medians)),
    digits(Math.max(...medians)),
    digits(quantile(all, 0.95)),
    digits(median(rounds.map(({ cpu }) => median(cpu)))),
    String(all.length),
    `${(others * 100).toFixed(0)} %`,
  ]);
};

const range = (values: readonly number[]): string =>
  `${digits(median(values))} (${digits(Math.min(...values))} to ${digits(Math.max(...values))})`;

const verdictLine = (verdict: Verdict): string => {
  const { precision, variant, oursMs, torchMs, ratios, cpuRatios, aim, outcome } = verdict;
  return (
    `  ${precision}: ${digits(oursMs)} ms against ${digits(torchMs)} ms (torch ${variant}): ` +
    `ratio ${range(ratios)}, of CPU time ${range(cpuRatios)}; the aim is ${aim}: ${outcome}`
  );
};

/** The report for people. */
export function formatReport(report: Report): string {
  const { machine, release, seconds, rounds, parts, verdicts, notes } = report;
  const worst = Math.max(...parts.map(({ others }) => others));
  return [
    machine,
    `release ${release}`,
    ...notes,
    `${rounds} round(s), ${seconds} s a model and round; batch 1, one thread, one core for both sides`,
    '',
    line('ms a call', ['median', 'lowest', 'highest', 'p95', 'CPU', 'calls', 'others']),
    ...parts.map(partLine),
    ...(worst > quietShare
      ? [
          `Others had up to ${(worst * 100).toFixed(0)} % of the core: trust CPU times, not those of the clock.`,
        ]
      : []),
    ...(verdicts.length > 0
      ? [
          '',
          'Backbone and head, ours against PyTorch: median (range) over rounds',
          ...verdicts.map(verdictLine),
        ]
      : []),
  ].join('\n');
}
