/** Who waits: callers of one address share its turn, and within it those who claim one hotkey. */
export interface Waiter {
  /** 0 is served first. */
  readonly rank: number;
  readonly address: string;
  readonly hotkey: string;
}

/** Bounded queue that nobody can fill at the expense of others. */
export interface FairQueue<Job extends Waiter> {
  /** @returns who is turned away to keep the bounds: another job, this one, or nobody */
  push(job: Job): Job | null;
  /** @param may ranks that are served now; default: all */
  shift(may?: (rank: number) => boolean): Job | undefined;
  /** Whether anybody of these ranks waits. */
  waits(which: (rank: number) => boolean): boolean;
  /** Takes out a job that has waited long enough. */
  remove(job: Job): void;
  /** The job that has waited longest, which is not the next to be served. */
  oldest(): Job | undefined;
  readonly size: number;
}

interface Flow<Job> {
  lines: Map<string, Job[]>;
  size: number;
}

/** @param first wins where others are as long */
const longest = <Value>(
  values: Iterable<Value>,
  lengthOf: (value: Value) => number,
  first: Value | undefined,
): Value | undefined => {
  let found = first;
  for (const value of values) if (found === undefined || lengthOf(value) > lengthOf(found)) found = value;
  return found;
};

/**
 * Serves the lowest rank first, in it one address after the other, and of an address one hotkey after the other. So
 * whoever sends more than others waits behind itself. When it is full, the newest of the longest line of the greatest
 * address of the last rank goes, unless the newcomer is that.
 * @param options.ranks how many there are
 * @param options.capacity jobs that wait in all
 * @param options.perAddress jobs that wait of one address
 */
export function createFairQueue<Job extends Waiter>(options: {
  ranks: number;
  capacity: number;
  perAddress: number;
}): FairQueue<Job> {
  const ranks = Array.from({ length: options.ranks }, () => new Map<string, Flow<Job>>());
  const all = new Set<Job>();

  const remove = (job: Job): void => {
    const flows = ranks[job.rank];
    const flow = flows?.get(job.address);
    const line = flow?.lines.get(job.hotkey);
    const at = line?.indexOf(job) ?? -1;
    if (flows === undefined || flow === undefined || line === undefined || at < 0) return;
    line.splice(at, 1);
    if (line.length === 0) flow.lines.delete(job.hotkey);
    flow.size -= 1;
    if (flow.size === 0) flows.delete(job.address);
    all.delete(job);
  };

  const add = (job: Job): void => {
    const flows = ranks[job.rank] as Map<string, Flow<Job>>;
    const flow = flows.get(job.address) ?? { lines: new Map<string, Job[]>(), size: 0 };
    flows.set(job.address, flow);
    const line = flow.lines.get(job.hotkey);
    if (line === undefined) flow.lines.set(job.hotkey, [job]);
    else line.push(job);
    flow.size += 1;
    all.add(job);
  };

  return {
    push(job) {
      add(job);
      const own = ranks[job.rank]?.get(job.address);
      let flow = own;
      if (own !== undefined && own.size <= options.perAddress) {
        if (all.size <= options.capacity) return null;
        const last = ranks.findLast((flows) => flows.size > 0) ?? new Map<string, Flow<Job>>();
        flow = longest(last.values(), ({ size }) => size, last === ranks[job.rank] ? own : undefined);
      }
      const line = flow === own ? own?.lines.get(job.hotkey) : undefined;
      const victim = longest(flow?.lines.values() ?? [], ({ length }) => length, line)?.at(-1);
      if (victim !== undefined) remove(victim);
      return victim ?? null;
    },
    waits: (which) => ranks.some(({ size }, rank) => size > 0 && which(rank)),
    shift(may = () => true) {
      for (const [rank, flows] of ranks.entries()) {
        const [entry] = flows;
        if (entry === undefined || !may(rank)) continue;
        const [address, flow] = entry;
        const [turn] = flow.lines;
        const job = turn?.[1][0];
        if (turn === undefined || job === undefined) continue;
        remove(job);
        // To the end of the row, both of them.
        if (flow.lines.delete(turn[0]) && turn[1].length > 0) flow.lines.set(...turn);
        if (flows.delete(address) && flow.size > 0) flows.set(address, flow);
        return job;
      }
      return undefined;
    },
    remove,
    oldest: () => all.values().next().value,
    get size() {
      return all.size;
    },
  };
}
