import type { Report } from './Report.ts';

/** The report for people. */
export function formatReport({ machine, ...report }: Report): string {
  const { latencyMs, replays } = report;
  return [
    `${machine.cpu}, ${machine.cores} cores, load ${machine.loadAtStart.toFixed(1)} at the start`,
    '',
    `upgrades  ${report.upgrades}`,
    `answered  ${report.answered} of ${report.sent}`,
    ...Object.entries(report.failures).map(([reason, count]) => `          ${count} × ${reason}`),
    `latency   p50 ${latencyMs.p50.toFixed(0)} ms, p99 ${latencyMs.p99.toFixed(0)} ms, longest ${latencyMs.max.toFixed(0)} ms`,
    `replays   ${replays.refused} of ${replays.sent} refused`,
    '',
    ...report.verdicts.map(({ name, met, found }) => `${met ? 'met   ' : 'MISSED'}  ${name}: ${found}`),
  ].join('\n');
}
