import { hostileKinds, kindNames } from './hostileKinds.ts';
import type { AttackCounts, Challenge, HostileCounts, Report, ServerReport } from './Report.ts';

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
const share = (value: number): string => `${(value * 100).toFixed(0)} %`;

const statuses = ({ statuses: counts, cut, unanswered, failed }: HostileCounts): string =>
  [
    ...Object.entries(counts).map(([status, count]) => `${status}: ${count}`),
    ...Object.entries({ cut, unanswered, 'not connected': failed }).flatMap(([name, count]) =>
      count > 0 ? [`${name}: ${count}`] : [],
    ),
  ].join(', ');

const describeLimit = ({ withheld, behindMs }: AttackCounts, short: boolean): string => {
  if (withheld > 0) {
    return `${withheld} were withheld, because 3,000 connections of each generator already waited: the server was the limit`;
  }
  return short
    ? `the generator ran up to ${behindMs.toFixed(0)} ms behind its schedule: it was the limit, not the server`
    : `the generator ran at most ${behindMs.toFixed(0)} ms behind its schedule`;
};

const describeFirst = ({ validator, atSeconds, milliseconds, failure }: Challenge): string =>
  `validator ${validator} after ${atSeconds.toFixed(0)} s: ${failure ?? `answered in ${milliseconds.toFixed(0)} ms`}`;

const serverLines = (report: ServerReport, rate: number): string[] => {
  const { name, versions, answers, seconds, attack, challenges, memory, cpu } = report;
  const sent = Object.values(attack.kinds).reduce((sum, counts) => sum + counts.sent, 0);
  const { latencyMs } = challenges;
  const { samples } = memory;
  return [
    `${name} (${Object.entries(versions)
      .map((entry) => entry.join(' '))
      .join(', ')}), answers by ${answers}`,
    `  hostile        ${sent} in ${seconds} s: ${(sent / seconds).toFixed(0)} a second; ` +
      `up to ${attack.slowConnections} slow connections at once`,
    `                 ${describeLimit(attack, sent / seconds < rate * 0.98)}`,
    ...kindNames.map(
      (kind) =>
        `    ${kind.padEnd(9)}${share(hostileKinds[kind]).padStart(5)}  ` +
        `${String(attack.kinds[kind].sent).padStart(7)} sent; ${statuses(attack.kinds[kind])}`,
    ),
    `  challenges     ${challenges.answered} of ${challenges.sent} answered` +
      (latencyMs === null
        ? ''
        : `; p50 ${latencyMs.p50.toFixed(1)}, p99 ${latencyMs.p99.toFixed(1)}, most ${latencyMs.max.toFixed(1)} ms`),
    ...challenges.first.map((challenge) => `    first        ${describeFirst(challenge)}`),
    ...challenges.lost
      .slice(0, 5)
      .map((challenge) => `    lost         ${describeFirst(challenge)}, ${challenge.connection} connection`),
    ...(challenges.lost.length > 5 ? [`    lost         and ${challenges.lost.length - 5} more`] : []),
    `  memory, MB     ${megabytes(samples[0] ?? 0)} after 1 s, ${megabytes(samples.at(-1) ?? 0)} at the end, ` +
      `most ${megabytes(Math.max(...samples))}; second half ${(memory.perMinute / 1e6).toFixed(1)} MB a minute`,
    `  CPU, of a core server ${share(cpu.server)}, generator ${share(cpu.generator)}, ` +
      `validators ${share(cpu.validators)}, others and the kernel ${share(cpu.others)}`,
    ...report.verdicts.map(({ name: aim, met, found }) => `  ${met ? 'met   ' : 'MISSED'}  ${aim}: ${found}`),
  ];
};

/** The report for people. */
export function formatReport({ machine, settings, servers }: Report): string {
  return [
    `${machine.cpu}, ${machine.cores} cores (two used), Linux ${machine.kernel}; ` +
      `load ${machine.loadAtStart.toFixed(2)} before, ${machine.loadAtEnd.toFixed(2)} after`,
    `${settings.seconds} s, ${settings.rate} hostile requests a second, images of ${(settings.imageBytes / 1e3).toFixed(0)} KB on average`,
    ...servers.flatMap((server) => ['', ...serverLines(server, settings.rate)]),
  ].join('\n');
}
