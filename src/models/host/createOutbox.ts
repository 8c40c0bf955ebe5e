import { createDeadlineQueue } from '../workers/createDeadlineQueue.ts';
import type { InferenceJob } from '../workers/createInferenceJob.ts';

/** What a client of the inference process has not got an answer to yet: some of it sent, the rest waiting to be. */
export interface Outbox {
  /** Jobs, sent or not. */
  readonly size: number;
  /** Of their images. */
  readonly bytes: number;
  /** Which background job makes room for a challenge: of those that are not sent the one that would go last, else a sent one. */
  readonly lastBackground: InferenceJob | undefined;
  add(job: InferenceJob): void;
  find(id: number): InferenceJob | undefined;
  /** @returns where it was */
  remove(id: number): 'sent' | 'waiting' | undefined;
  /** The most urgent one that waits, which then counts as sent; those whose time is over are passed over. */
  takeNext(nowNs: bigint): InferenceJob | undefined;
  /**
   * The process is gone: all that was sent waits again.
   * @param innocent it ended as it should, so that nothing it had is suspected
   * @returns the jobs that were with a process that died for the second time; they are taken out
   */
  takeBack(options: { readonly innocent: boolean }): readonly InferenceJob[];
  takeAll(): readonly InferenceJob[];
  counts(): { readonly sent: number; readonly waiting: number };
}

/** Processes that may die with a job before it is given up. */
const deathsAllowed = 2;

export function createOutbox(): Outbox {
  const waiting = createDeadlineQueue<InferenceJob>();
  const sent = new Map<number, InferenceJob>();
  const all = new Map<number, InferenceJob>();
  let bytes = 0;

  const remove = (id: number): 'sent' | 'waiting' | undefined => {
    const job = all.get(id);
    if (job === undefined) return undefined;
    all.delete(id);
    bytes -= job.image.length;
    if (sent.delete(id)) return 'sent';
    waiting.remove(job);
    return 'waiting';
  };

  return {
    get size() {
      return all.size;
    },
    get bytes() {
      return bytes;
    },
    get lastBackground() {
      return waiting.lastBackground ?? [...sent.values()].findLast(({ lane }) => lane === 'background');
    },
    add(job) {
      if (job.settled) return;
      all.set(job.id, job);
      bytes += job.image.length;
      waiting.add(job);
    },
    find: (id) => all.get(id),
    remove,
    takeNext(nowNs) {
      for (;;) {
        const next = waiting.takeBatch({ nowNs, maxSize: 1, windowNs: 0n, reserveNs: 0n });
        if (next === null || !('jobs' in next)) return undefined;
        const [job] = next.jobs;
        // One that is late ends by its own timer in a moment.
        if (job === undefined || job.deadlineNs <= nowNs) continue;
        sent.set(job.id, job);
        return job;
      }
    },
    takeBack({ innocent }) {
      const suspects: InferenceJob[] = [];
      for (const job of sent.values()) {
        if (!innocent) job.kills += 1;
        if (job.kills >= deathsAllowed) suspects.push(job);
        else waiting.add(job);
      }
      sent.clear();
      for (const { id } of suspects) remove(id);
      return suspects;
    },
    takeAll() {
      const jobs = [...all.values()];
      all.clear();
      sent.clear();
      waiting.takeAll();
      bytes = 0;
      return jobs;
    },
    counts: () => ({ sent: sent.size, waiting: waiting.size }),
  };
}
