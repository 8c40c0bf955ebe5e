import type { DemoFigure, DemoReport } from '../../../mining/demo/DemoReport.ts';
import { alignColumns } from '../../../mining/simulator/report/alignColumns.ts';

const milliseconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(0)} ms`);

/** A figure with its interval, or why there is none. */
function figure(report: DemoReport, name: 'accuracy' | 'mcc' | 'reward', digits: number, unit = ''): string {
  const value = report[name];
  const interval = report.intervals[name];
  if (value === null || interval === null)
    return `undefined: ${report.reasons[name satisfies DemoFigure] ?? ''}`;
  return `${value.toFixed(digits)}  (95 %: ${interval.low.toFixed(digits)} to ${interval.high.toFixed(digits)})${unit}`;
}

function validatorRows({ results }: DemoReport): string[] {
  const validators = [...Map.groupBy(results, ({ validator }) => validator)];
  const rows = validators.map(([validator, own]) => {
    const answered = own.filter(({ prediction }) => prediction !== null).length;
    return [validator, `${answered} of ${own.length}`, (own.at(-1)?.score ?? 0).toFixed(3)];
  });
  return alignColumns([['validator', 'answered', 'score'], ...rows]);
}

/** What people read at the end of the demo. */
export function describeScoreboard(report: DemoReport): string {
  const { challenges, answered, guessed, skipped, strangerStatus, firstAnswerS } = report;
  const first = firstAnswerS === null ? '' : `, first answer after ${firstAnswerS.toFixed(1)} s`;
  return [
    `Miner ${report.miner} answered on 127.0.0.1 port ${report.port}`,
    `by the model ${report.release.id}.`,
    '',
    ...validatorRows(report),
    '',
    `answered     ${answered} of ${challenges}`,
    ...(guessed > 0 ? [`guessed      ${guessed}: the model failed or had no time`] : []),
    ...(skipped.length > 0 ? [`skipped      ${skipped.length}, the first ${skipped[0]?.file}`] : []),
    `accuracy     ${figure(report, 'accuracy', 2)}`,
    `MCC          ${figure(report, 'mcc', 2)}`,
    `reward       ${figure(report, 'reward', 3, ' of 1, in the long run')}`,
    `score        ${report.score.toFixed(3)}, which begins at 0 and moves by 5 % a challenge`,
    `latency      p50 ${milliseconds(report.p50Ms)}, p99 ${milliseconds(report.p99Ms)}, as the validators see it`,
    `took         ${report.wallClockS.toFixed(1)} s${first}`,
    '',
    `Note: ${report.note}.`,
    strangerStatus === 403
      ? 'A call signed by a stranger was refused with 403.'
      : `A call signed by a stranger got status ${strangerStatus}, not 403.`,
    '',
    'Where to look next:',
    ...alignColumns(
      [
        ['npx roadcrew demo --images DIR --manifest CSV', 'challenges of your own photographs'],
        ['npx roadcrew predict photo.jpg', 'what the model says of one'],
        ['npx roadcrew simulate --help', 'any miner, rivals, faults, a report'],
        ['npx roadcrew mine --help', 'the miner itself'],
      ],
      ['left', 'left'],
    ).map((line) => `  ${line}`),
  ].join('\n');
}
