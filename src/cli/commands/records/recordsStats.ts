import { z } from 'zod';
import type { RecorderRun, RecordGroup, RecordStatistics } from '../../../records/database/RecordDatabase.ts';
import { defineCommand } from '../../command.ts';
import { formatTable } from '../models/formatTable.ts';
import { filterInput, toFilter } from './filterInput.ts';
import { openReader } from './openReader.ts';

const shownHours = 24;
const barLength = 40;

const timeOf = (at: number | null): string => (at === null ? '-' : new Date(at).toISOString().slice(0, 16));
const milliseconds = (value: number | null): string => (value === null ? '-' : `${value.toFixed(1)} ms`);

function groupLines(title: string, groups: readonly RecordGroup[], count: number): string[] {
  if (groups.length === 0) return [];
  const rows = groups.map((group) => [
    group.name === '' ? '(none ran)' : group.name,
    String(group.count),
    `${((100 * group.count) / count).toFixed(1)} %`,
  ]);
  return ['', formatTable([[title, 'records', 'share'], ...rows])];
}

function bars(title: string, counts: readonly (readonly [string, number])[]): string[] {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const rows = counts.map(([label, count]) => [
    label,
    String(count),
    '#'.repeat(Math.round((barLength * count) / most)),
  ]);
  return ['', formatTable([[title, 'records', ''], ...rows])];
}

/** What the last runs could not write, or nothing. */
function lossLines(runs: readonly RecorderRun[]): string[] {
  const lost = runs.reduce((sum, run) => sum + run.lost, 0);
  const killed = runs.filter(({ ending }) => ending === 'killed').length;
  if (lost === 0 && killed === 0) return [];
  return [
    `Of the last ${runs.length} runs, ${killed} ended without closing; at most ${lost} answers have no record.`,
  ];
}

function describe(statistics: RecordStatistics, runs: readonly RecorderRun[]): string {
  const { count, firstAt, lastAt, latencyMs, probabilities, hours } = statistics;
  if (count === 0) return 'No records.';
  return [
    `${count} records from ${timeOf(firstAt)} to ${timeOf(lastAt)} UTC.`,
    `Answers took ${milliseconds(latencyMs.p50)} (half of them), ${milliseconds(latencyMs.p95)} (95 %), ${milliseconds(latencyMs.p99)} (99 %).`,
    ...lossLines(runs),
    'Nobody tells a miner which answers were right: for that, see `roadcrew evaluate`.',
    ...groupLines('outcome', statistics.byOutcome, count),
    ...groupLines('lane', statistics.byLane, count),
    ...groupLines('caller', statistics.byCaller, count),
    ...groupLines('path', statistics.byPath, count),
    ...groupLines('release', statistics.byRelease, count),
    ...bars(
      'probability',
      probabilities.map((value, bin) => [
        `${(bin / 10).toFixed(1)} to ${((bin + 1) / 10).toFixed(1)}`,
        value,
      ]),
    ),
    ...bars(
      'hour (UTC)',
      hours.slice(0, shownHours).map((hour) => [timeOf(hour.at), hour.count]),
    ),
  ].join('\n');
}

export const recordsStats = defineCommand({
  input: z.strictObject(filterInput),
  async run(input, context) {
    const reader = await openReader(context);
    const statistics = await context.progress('Counting records', () =>
      reader.statistics(toFilter(input, context.clock.now())),
    );
    const runs = await reader.runs(10);
    return { json: { database: reader.name, ...statistics, runs }, text: describe(statistics, runs) };
  },
});
