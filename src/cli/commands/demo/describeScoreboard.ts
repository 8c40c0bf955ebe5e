import type { DemoReport } from '../../../mining/demo/runDemo.ts';

const figure = (value: number | null, reason: string | null = null): string =>
  value === null ? `undefined: ${reason ?? 'no challenge was answered'}` : value.toFixed(2);
const milliseconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(0)} ms`);

/** What people read at the end of the demo. */
export function describeScoreboard(report: DemoReport): string {
  const { challenges, results, answered, guessed, strangerStatus } = report;
  const validators = [...new Set(results.map(({ validator }) => validator))];
  const rows = validators.map((validator) => {
    const own = results.filter((challenge) => challenge.validator === validator);
    const reward = own.reduce((sum, challenge) => sum + challenge.reward, 0) / own.length;
    const count = own.filter(({ prediction }) => prediction !== null).length;
    return `${validator.padEnd(48)}  ${`${count} of ${own.length}`.padStart(12)}  ${reward.toFixed(3).padStart(11)}`;
  });
  return [
    `Miner ${report.miner} answered on 127.0.0.1 port ${report.port}`,
    `by the model ${report.release.id}.`,
    '',
    `${'validator'.padEnd(48)}  ${'answered'.padStart(12)}  mean reward`,
    ...rows,
    '',
    `answered     ${answered} of ${challenges}`,
    ...(guessed > 0 ? [`guessed      ${guessed}: the model failed or had no time`] : []),
    `accuracy     ${figure(report.accuracy)}`,
    `MCC          ${figure(report.mcc, report.mccReason)}`,
    `mean reward  ${report.reward.toFixed(3)} of 1; a validator pays little before it has seen both kinds`,
    `latency      p50 ${milliseconds(report.p50Ms)}, p99 ${milliseconds(report.p99Ms)}, as the validators see it`,
    `took         ${report.wallClockS.toFixed(1)} s, first answer after ${report.firstAnswerS.toFixed(1)} s`,
    '',
    `Note: ${report.note}.`,
    strangerStatus === 403
      ? 'A call signed by a stranger was refused with 403.'
      : `A call signed by a stranger got status ${strangerStatus}, not 403.`,
    'Your own photos: npx roadcrew predict photo.jpg',
  ].join('\n');
}
