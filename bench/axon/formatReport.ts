import type { Verdict } from './judgeAims.ts';
import type { Parts } from './measureParts.ts';
import type { ServerResult } from './measureServer.ts';

/** Everything that a run found out; `--json` prints it as it is. */
export interface Report {
  machine: { cpu: string; cores: number; kernel: string; loadAtStart: number; loadAtEnd: number };
  seconds: number;
  rounds: number;
  connections: number;
  versions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Medians over the rounds, by server. */
  servers: Readonly<Record<string, ServerResult>>;
  /** What the medians are of. */
  eachRound: Readonly<Record<string, readonly ServerResult[]>>;
  parts: Readonly<Record<string, Parts>>;
  verdicts: readonly Verdict[];
}

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);

const rows: readonly [label: string, read: (result: ServerResult) => number][] = [
  ['CPU per request, ms', (result) => result.cpuMsPerRequest],
  ['requests/s, closed loop', (result) => result.requestsPerSecond],
  ['p50 at half capacity, ms', (result) => result.p50Ms],
  ['p99 at half capacity, ms', (result) => result.p99Ms],
  ['resident at start, MB', (result) => result.residentAtStart / 1e6],
  ['resident at end, MB', (result) => result.residentAtEnd / 1e6],
  ['its share of its core, saturated', (result) => result.serverShare],
  ['others on its core, worse phase', (result) => result.othersOnServer],
  ['others on the generator’s core', (result) => result.othersOnGenerator],
  ['requests behind CPU and rate', (result) => result.saturated],
  ['requests behind p50 and p99', (result) => result.paced],
];

const line = (label: string, cells: readonly string[]): string =>
  label.padEnd(40) + cells.map((cell) => cell.padStart(14)).join('');

const ratio = (ours: number | undefined, official: number | undefined): string =>
  ours === undefined || official === undefined ? '' : `${digits(official / ours)} : 1`;

const serverTable = (servers: Report['servers']): string[] => {
  const names = Object.keys(servers);
  const { ours, python } = servers;
  const compared = ours !== undefined && python !== undefined;
  return [
    line('', [...names, ...(compared ? ['python : ours'] : [])]),
    ...rows.map(([label, read]) =>
      line(label, [
        ...Object.values(servers).map((result) => digits(read(result))),
        ...(compared ? [ratio(read(ours), read(python))] : []),
      ]),
    ),
  ];
};

const partsTable = (parts: Report['parts']): string[] => {
  const sides = Object.values(parts);
  const names = [...new Set(sides.flatMap((side) => Object.keys(side)))];
  const cell = (side: Parts, name: string): string => {
    const value = side[name];
    return value === undefined ? '-' : digits(value);
  };
  return [
    line('Parts of one request, µs', Object.keys(parts)),
    ...names.map((name) =>
      line(
        `  ${name}`,
        sides.map((side) => cell(side, name)),
      ),
    ),
  ];
};

const verdictLine = ({ name, times, aim, met }: Verdict): string =>
  `  ${name}: ${digits(times)} times better, the aim is ${aim}: ` +
  (met ? 'met' : `missed, ${digits((1 - times / aim) * 100)} % short`);

/** The report for people. */
export function formatReport(report: Report): string {
  const { machine, servers, parts, verdicts, versions } = report;
  const floorShare =
    servers.floor && servers.ours ? servers.ours.cpuMsPerRequest / servers.floor.cpuMsPerRequest : 0;
  return [
    `${machine.cpu}, ${machine.cores} cores, Linux ${machine.kernel}; ` +
      `load ${machine.loadAtStart.toFixed(2)} before, ${machine.loadAtEnd.toFixed(2)} after`,
    ...Object.entries(versions).map(
      ([name, list]) =>
        `${name}: ${Object.entries(list)
          .map((entry) => entry.join(' '))
          .join(', ')}`,
    ),
    `${report.rounds} round(s) of ${report.seconds} s a phase, ${report.connections} connections; medians over rounds`,
    '',
    ...serverTable(servers),
    ...(floorShare > 0
      ? [`Our CPU per request is ${digits(floorShare)} times that of a bare node:http server.`]
      : []),
    '',
    ...partsTable(parts),
    ...(verdicts.length > 0 ? ['', 'Aims', ...verdicts.map(verdictLine)] : []),
  ].join('\n');
}
