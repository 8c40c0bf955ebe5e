import { explainFailures } from '../explainFailures.ts';
import type { LossAttribution } from '../faults/attributeLosses.ts';
import { groupReasons } from '../groupReasons.ts';
import type { Interval, SimulationReport } from '../SimulationReport.ts';
import { alignColumns } from './alignColumns.ts';
import { plainText } from './plainText.ts';

const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
const milliseconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(0)} ms`);
const withInterval = (interval: Interval | null): string =>
  interval === null ? '–' : `${figure(interval.value)} (${figure(interval.low)} to ${figure(interval.high)})`;

/** What people read at the end of a simulation. */
export function summaryText(report: SimulationReport, attribution: LossAttribution | null): string {
  const { miners, challenges, wallClockS, interrupted, note } = report;
  const ranked = miners.toSorted((a, b) => a.rank - b.rank);
  const table = alignColumns([
    [
      '95 % intervals',
      'answered',
      'accuracy',
      'MCC',
      'expected reward',
      'score',
      'weight',
      'p50',
      'p99',
      'rank',
    ],
    ...ranked.map((miner) => [
      `${plainText(miner.miner, 30)}${miner.assumed ? ' (assumed)' : ''}`,
      `${miner.answered} of ${miner.challenges}`,
      withInterval(miner.accuracy),
      withInterval(miner.mcc),
      withInterval(miner.expectedReward),
      figure(miner.score),
      figure(miner.weight),
      milliseconds(miner.assumed ? null : miner.p50Ms),
      milliseconds(miner.assumed ? null : miner.p99Ms),
      String(miner.rank),
    ]),
  ]);
  const reasons = ranked
    .filter(({ mccReason, assumed }) => mccReason !== null && !assumed)
    .map(({ miner, mccReason }) => `MCC of ${plainText(miner, 30)} is undefined: ${mccReason}.`);
  const lost = ranked
    .filter(({ assumed }) => !assumed)
    .flatMap(({ miner, failures }) =>
      Object.entries(failures).map(
        ([reason, count]) => `${plainText(miner, 30)}: ${count} lost, ${plainText(reason)}`,
      ),
    );
  return [
    `${challenges} challenges in ${wallClockS.toFixed(1)} s${interrupted ? ', stopped before the end' : ''}.`,
    '',
    ...table,
    ...(reasons.length > 0 ? ['', ...reasons] : []),
    ...(lost.length > 0 ? ['', ...lost, ...adviceLines(report, attribution)] : []),
    ...faultLines(attribution),
    ...(note === null ? [] : ['', `Note: ${note}.`]),
  ].join('\n');
}

/** What to look at, where losses are not what the faults were to bring about. */
function adviceLines({ answers }: SimulationReport, attribution: LossAttribution | null): string[] {
  const unexplained = attribution === null ? answers : attribution.unexplained;
  return explainFailures(groupReasons(unexplained.flatMap(({ failure }) => failure ?? [])));
}

const challengesOf = (count: number): string => (count === 1 ? '1 challenge' : `${count} challenges`);

function faultLines(attribution: LossAttribution | null): string[] {
  if (attribution === null) return [];
  const { tallies, unexplained } = attribution;
  const lines = tallies.map(
    ({ kind, injected, lost }) => `${injected} × ${kind} injected; ${challengesOf(lost)} lost to it`,
  );
  const isOne = unexplained.length === 1;
  const rest =
    unexplained.length === 0
      ? tallies.some(({ lost }) => lost > 0)
        ? 'Every challenge without an answer is explained by an injected fault.'
        : 'Every challenge was answered.'
      : `${challengesOf(unexplained.length)} without an answer ${isOne ? 'is' : 'are'} explained by no injected fault.`;
  return ['', ...lines, rest];
}
