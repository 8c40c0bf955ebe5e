import type { ServerResult } from './measureServer.ts';

/** One aim of the benchmark and how we stand to it. */
export interface Verdict {
  name: string;
  /** Ours : official for costs, official : ours turned round for rates: how many times better we are. */
  times: number;
  /** How many times better we want to be. */
  aim: number;
  met: boolean;
}

const aims: readonly {
  name: string;
  aim: number;
  times: (ours: ServerResult, other: ServerResult) => number;
}[] = [
  { name: 'CPU per request', aim: 5, times: (ours, other) => other.cpuMsPerRequest / ours.cpuMsPerRequest },
  { name: 'requests/s', aim: 8, times: (ours, other) => ours.requestsPerSecond / other.requestsPerSecond },
  { name: 'p99 at half capacity', aim: 5, times: (ours, other) => other.p99Ms / ours.p99Ms },
];

/** Holds our numbers against the official ones of the same run. */
export const judgeAims = (ours: ServerResult, official: ServerResult): Verdict[] =>
  aims.map(({ name, aim, times }) => {
    const measured = times(ours, official);
    return { name, aim, times: measured, met: measured >= aim };
  });
