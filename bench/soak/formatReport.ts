import type { Report } from './Report.ts';

const pairs = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

/** The report for people. */
export function formatReport(report: Report): string {
  const { machine, settings, seconds, latencyMs, records, memoryMb } = report;
  const memory =
    memoryMb.length > 0 ? `${Math.min(...memoryMb)} to ${Math.max(...memoryMb)} MiB` : 'not measured';
  return [
    `${machine.cpu}, ${machine.cores} cores, load ${machine.loadAtStart.toFixed(1)} at the start`,
    `${settings.requests} challenges, ${settings.perSecond}/s, records in ${settings.database}, ${settings.release}`,
    '',
    `took      ${seconds.toFixed(0)} s`,
    `broken    ${pairs(report.broken)}`,
    `answered  ${report.answered} of ${report.sent}`,
    ...Object.entries(report.failures).map(([reason, count]) => `          ${count} × ${reason}`),
    `latency   p50 ${latencyMs.p50.toFixed(0)} ms, p99 ${latencyMs.p99.toFixed(0)} ms, longest ${latencyMs.max.toFixed(0)} ms`,
    `records   ${records.written} in the database, ${records.lost} counted as lost`,
    `memory    ${memory}`,
    '',
    ...report.verdicts.map(({ name, met, found }) => `${met ? 'met   ' : 'MISSED'}  ${name}: ${found}`),
  ].join('\n');
}
