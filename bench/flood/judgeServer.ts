import type { ServerReport, Verdict } from './Report.ts';

const percent = (share: number): string => `${share < 0 ? '' : '+'}${(share * 100).toFixed(1)} %`;

/** The aims of the issue. What needs a whole run is judged from 20 seconds on. */
export function judgeServer(report: Omit<ServerReport, 'verdicts'>, wanted: { rate: number }): Verdict[] {
  const { challenges, attack, memory, seconds } = report;
  const { latencyMs } = challenges;
  const sent = Object.values(attack.kinds).reduce((sum, counts) => sum + counts.sent, 0);
  const whole = seconds >= 20;
  return [
    {
      name: 'hostile requests a second',
      // A fiftieth is lost to the beginning and the end.
      met: sent / seconds >= wanted.rate * 0.98,
      found: `${(sent / seconds).toFixed(0)} of ${wanted.rate}`,
    },
    {
      name: 'every challenge answered',
      met: challenges.answered === challenges.sent && challenges.sent > 0,
      found: `${challenges.answered} of ${challenges.sent}`,
    },
    {
      name: 'three first contacts in the flood',
      met: challenges.first.length === 3 && challenges.first.every(({ failure }) => failure === null),
      found: `${challenges.first.filter(({ failure }) => failure === null).length} of ${challenges.first.length} answered`,
    },
    ...(whole
      ? [
          {
            name: 'p99 below 500 ms',
            met: latencyMs !== null && latencyMs.p99 < 500,
            found: latencyMs === null ? 'no answer' : `${latencyMs.p99.toFixed(0)} ms`,
          },
          {
            name: 'memory flat: within 5 %',
            met: memory.change <= 0.05,
            found: `${percent(memory.change)} from the third to the last quarter`,
          },
        ]
      : []),
  ];
}
