import type { InferenceHealth } from './InferencePool.ts';
import type { WorkerGroup } from './startWorkerGroup.ts';

/** Pulses that may be missed before a worker that has nothing to do counts as silent. */
const pulsesMissed = 3;

/** Reads the health of a pool off what was seen of its workers: nothing here is their own judgement. */
export function describeHealth(
  { release, precision, attempts, workers, problem }: WorkerGroup,
  at: {
    readonly count: number;
    readonly queued: number;
    readonly swapping: boolean;
    readonly hangMs: number;
    readonly pulseMs: number;
    readonly nowNs: bigint;
  },
): InferenceHealth {
  const sinceMs = (ns: bigint): number => Number(at.nowNs - ns) / 1e6;
  const described = workers.map(({ pid, busySinceNs, heardNs, residentBytes }) => {
    const silent =
      busySinceNs === null
        ? sinceMs(heardNs) > Math.min(at.hangMs, pulsesMissed * at.pulseMs)
        : sinceMs(busySinceNs) > at.hangMs;
    const state = silent ? 'silent' : busySinceNs === null ? 'idle' : 'busy';
    return { pid, state, heardMsAgo: sinceMs(heardNs), residentBytes } as const;
  });
  const answering = described.filter(({ state }) => state !== 'silent').length;
  return {
    ...{ release, precision, attempts },
    state: answering === 0 ? 'down' : answering < at.count ? 'degraded' : 'ok',
    workers: described,
    missing: at.count - described.length,
    queued: at.queued,
    swapping: at.swapping,
    ...(problem !== undefined && { problem }),
  };
}
