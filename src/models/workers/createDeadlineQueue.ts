import type { Lane } from './Lane.ts';

/** What waits in a `DeadlineQueue`. Times are `clock.monotonicNs()`. */
export interface Waiting {
  readonly lane: Lane;
  readonly deadlineNs: bigint;
  /** `Deadline.stake`; absent is none. */
  readonly stake?: bigint | undefined;
  readonly arrivedNs: bigint;
  /** Not to be put into a batch with others. */
  readonly alone: boolean;
}

type Place = Pick<Waiting, 'lane' | 'deadlineNs' | 'stake'>;

/**
 * Jobs in the order in which they go: challenges before background work, then by deadline, of equal ones the greater
 * stake, and else in the order in which they came.
 */
export interface DeadlineQueue<Job extends Waiting> {
  readonly size: number;
  add(job: Job): void;
  /** @returns false when it was not there */
  remove(job: Job): boolean;
  /** How many would go before such a job. */
  ahead(job: Place): number;
  /** The background job that would go last, and so makes room for another. */
  readonly lastBackground: Job | undefined;
  /**
   * The batch that goes next, if it should go now: the first job with up to `maxSize − 1` that follow. Background jobs
   * fill it up only where no challenge stays behind. A batch that is not full waits until its oldest job has waited for
   * `windowNs`, but only as long as its first deadline allows.
   * @param reserveNs what the work itself needs before the deadline
   * @returns the jobs, taken out of the queue; or until when to wait; null when the queue is empty
   */
  takeBatch(options: {
    readonly nowNs: bigint;
    readonly maxSize: number;
    readonly windowNs: bigint;
    readonly reserveNs: bigint;
  }): { readonly jobs: readonly Job[] } | { readonly untilNs: bigint } | null;
  /** Empties the queue. */
  takeAll(): readonly Job[];
}

export function createDeadlineQueue<Job extends Waiting>(): DeadlineQueue<Job> {
  const jobs: Job[] = [];

  const goesBefore = (job: Place, other: Place): boolean => {
    if (job.lane !== other.lane) return job.lane === 'challenge';
    if (job.deadlineNs !== other.deadlineNs) return job.deadlineNs < other.deadlineNs;
    return (job.stake ?? 0n) >= (other.stake ?? 0n);
  };

  /** The first place whose job goes after such a one. */
  const placeOf = (place: Place): number => {
    let low = 0;
    let high = jobs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const job = jobs[middle];
      if (job !== undefined && goesBefore(job, place)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const chooseBatch = (first: Job, maxSize: number): readonly Job[] => {
    if (first.alone) return [first];
    const batch = jobs.filter(({ alone }) => !alone).slice(0, maxSize);
    const chosen = new Set(batch);
    const staysBehind = jobs.some((job) => job.lane === 'challenge' && !chosen.has(job));
    return staysBehind ? batch.filter(({ lane }) => lane === 'challenge') : batch;
  };

  return {
    get size() {
      return jobs.length;
    },
    add: (job) => void jobs.splice(placeOf(job), 0, job),
    remove(job) {
      const index = jobs.indexOf(job);
      if (index >= 0) jobs.splice(index, 1);
      return index >= 0;
    },
    ahead: placeOf,
    get lastBackground() {
      const last = jobs.at(-1);
      return last?.lane === 'background' ? last : undefined;
    },
    takeBatch({ nowNs, maxSize, windowNs, reserveNs }) {
      const [first] = jobs;
      if (first === undefined) return null;
      const batch = chooseBatch(first, maxSize);
      if (!first.alone && batch.length < maxSize) {
        const oldestNs = batch.reduce((least, job) => (job.arrivedNs < least ? job.arrivedNs : least), nowNs);
        const windowEndNs = oldestNs + windowNs;
        const lastMomentNs = first.deadlineNs - reserveNs;
        const untilNs = windowEndNs < lastMomentNs ? windowEndNs : lastMomentNs;
        if (untilNs > nowNs) return { untilNs };
      }
      const taken = new Set(batch);
      jobs.splice(0, jobs.length, ...jobs.filter((job) => !taken.has(job)));
      return { jobs: batch };
    },
    takeAll: () => jobs.splice(0),
  };
}
