import type { Quantiles, Report } from './Report.ts';

const counts = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
const quantiles = ({ p50, p95, p99, max }: Quantiles): string =>
  `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)}, most ${max.toFixed(1)}`;
const megabytes = (samples: readonly number[]): string =>
  samples.map((bytes) => (bytes / 1e6).toFixed(1)).join(' ');

/** The report for people. */
export function formatReport({ machine, settings, swaps, memory, processes, ...report }: Report): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, Linux ${machine.kernel}; ` +
      `load ${machine.loadAtStart.toFixed(2)} before, ${machine.loadAtEnd.toFixed(2)} after`,
    `${settings.workers} worker(s), ${settings.imagesPerSecond} images/s, releases ${settings.releases.join(' and ')}, ` +
      `${settings.warmUps} warm-up swaps, ${settings.settleSeconds} s to settle`,
    '',
    `swaps            ${swaps.done} of ${settings.swaps}`,
    `  to be ready    ${quantiles(swaps.startMs)} ms`,
    `  to drain       ${quantiles(swaps.drainMs)} ms`,
    `images           ${report.sent}: ${counts(report.outcomes)}`,
    `  by release     ${counts(report.byRelease)}`,
    `  latency        ${quantiles(report.latencyMs)} ms`,
    `memory, MB       before ${megabytes(memory.before)}; after ${megabytes(memory.after)}`,
    `child processes  ${processes.open} at the end, ${processes.closed} after closing`,
    '',
    ...report.verdicts.map(({ name, met, found }) => `${met ? 'met   ' : 'MISSED'}  ${name}: ${found}`),
  ].join('\n');
}
