import { type ChildProcess, fork } from 'node:child_process';
import type { AttackCounts, HostileCounts } from './Report.ts';
import type { AttackOrder } from './runAttack.ts';

export interface Attack {
  /** When everything was sent. */
  readonly done: Promise<AttackCounts>;
  /** Hands out requests that were captured meanwhile, to be replayed. */
  capture(requests: readonly Buffer[]): void;
}

// One process could just about send 3,000 a second; with two, neither is at its limit.
const processes = 2;

const sumStatuses = (one: HostileCounts, other: HostileCounts): Record<string, number> => {
  const sum = { ...one.statuses };
  for (const [status, count] of Object.entries(other.statuses)) sum[status] = (sum[status] ?? 0) + count;
  return sum;
};

const add = (one: HostileCounts, other: HostileCounts): HostileCounts => ({
  sent: one.sent + other.sent,
  statuses: sumStatuses(one, other),
  cut: one.cut + other.cut,
  unanswered: one.unanswered + other.unanswered,
  failed: one.failed + other.failed,
});

const merge = (one: AttackCounts, other: AttackCounts): AttackCounts => ({
  kinds: Object.fromEntries(
    Object.entries(one.kinds).map(([kind, counts]) => [
      kind,
      add(counts, other.kinds[kind as keyof AttackCounts['kinds']]),
    ]),
  ) as AttackCounts['kinds'],
  withheld: one.withheld + other.withheld,
  behindMs: Math.max(one.behindMs, other.behindMs),
  cpuSeconds: one.cpuSeconds + other.cpuSeconds,
  slowConnections: one.slowConnections + other.slowConnections,
});

const nextMessage = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null, signal: string | null): void =>
      reject(new Error(`A generator ended with ${code ?? signal}.`));
    child.once('exit', ended).once('error', reject);
    child.once('message', (message) => {
      child.removeListener('exit', ended).removeListener('error', reject);
      resolve(message);
    });
  });

/** Starts the processes that attack, and resolves when they begin. They end when they have told what came back. */
export async function startAttack(order: AttackOrder): Promise<Attack> {
  const children = Array.from({ length: processes }, () =>
    fork(new URL('./attackProcess.ts', import.meta.url), { serialization: 'advanced' }),
  );
  await Promise.all(children.map(nextMessage));
  const share = {
    ...{ rate: order.rate / processes, slowConnections: Math.ceil(order.slowConnections / processes) },
  };
  for (const child of children) child.send({ ...order, ...share });
  const done = Promise.all(children.map(nextMessage)).then((all) => (all as AttackCounts[]).reduce(merge));
  // Awaited only after the challenges.
  done.catch(() => undefined);
  return {
    done: done.finally(() => {
      for (const child of children) child.disconnect();
    }),
    capture(requests) {
      for (const child of children) if (child.connected) child.send(requests);
    },
  };
}
