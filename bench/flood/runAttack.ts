import type { AxonAddress } from '../../src/bittensor/dendrite/signRequest.ts';
import { createHostileRequests } from './createHostileRequests.ts';
import { holdSlowConnections } from './holdSlowConnections.ts';
import { type HostileKind, hostileKinds, kindNames } from './hostileKinds.ts';
import { type HostileConnection, type HostileEnd, openHostileConnection } from './openHostileConnection.ts';
import type { AttackCounts, HostileCounts } from './Report.ts';

export interface AttackOrder {
  readonly target: AxonAddress;
  /** Hostile requests a second of this process, slow ones included. */
  readonly rate: number;
  readonly seconds: number;
  readonly addresses: readonly string[];
  /** Where a tenth comes from. */
  readonly flooded: string;
  readonly permitted: readonly string[];
  readonly captured: readonly Buffer[];
  readonly slowConnections: number;
}

// More connections than any server here lets stand; what is due beyond them is counted as withheld.
const mostOpen = 3_000;
const stepMs = 4;
/** Which kinds also come on connections that are used again: four of five, as that is how to send the most. */
const reusing: readonly HostileKind[] = ['unknown', 'forged', 'replayed'];
const reusedShare = 0.8;

const emptyCounts = (): HostileCounts => ({ sent: 0, statuses: {}, cut: 0, unanswered: 0, failed: 0 });

/**
 * Sends hostile requests at an even pace, whatever comes back, most of the well-formed ones on connections that are
 * used again. Resolves when the time is over and everything has come back or was given up.
 * @param recaptured tells of requests that were captured meanwhile
 */
export async function runAttack(
  order: AttackOrder,
  recaptured: (take: (requests: readonly Buffer[]) => void) => void,
): Promise<AttackCounts> {
  const { target, rate, seconds, addresses, flooded, permitted } = order;
  const requests = createHostileRequests(target, permitted);
  requests.capture(order.captured);
  recaptured(requests.capture);
  const kinds = Object.fromEntries(kindNames.map((kind) => [kind, emptyCounts()])) as AttackCounts['kinds'];
  const address = (): string =>
    Math.random() < 0.1 ? flooded : (addresses[Math.floor(Math.random() * addresses.length)] ?? flooded);
  const stopping = new AbortController();
  const slow = holdSlowConnections({
    ...{ port: target.port, count: order.slowConnections, perSecond: rate * hostileKinds.slow },
    ...{ address, requests, counts: kinds.slow, signal: stopping.signal },
  });

  const idle: HostileConnection[] = [];
  const waiting = new Set<HostileConnection>();
  let withheld = 0;
  const count = (kind: HostileKind, end: HostileEnd): void => {
    const counts = kinds[kind];
    if (typeof end === 'object') counts.statuses[end.status] = (counts.statuses[end.status] ?? 0) + 1;
    else counts[end] += 1;
  };
  const send = (kind: Exclude<HostileKind, 'slow'>): void => {
    if (waiting.size >= mostOpen) {
      withheld += 1;
      return;
    }
    const keeps = reusing.includes(kind) && Math.random() < reusedShare;
    let connection = keeps ? idle.pop() : undefined;
    while (connection !== undefined && !connection.usable) connection = idle.pop();
    const used = connection ?? openHostileConnection(target.port, address());
    kinds[kind].sent += 1;
    waiting.add(used);
    used.send(requests.next(kind), (end) => {
      waiting.delete(used);
      count(kind, end);
      if (keeps && typeof end === 'object') idle.push(used);
      else used.close();
    });
  };

  // Slow ones have their own pace. The others are dealt as from a deck, so that the shares are exact.
  const pace = rate * (1 - hostileKinds.slow);
  const deck = (Object.entries(hostileKinds) as [HostileKind, number][]).flatMap(([kind, share]) =>
    kind === 'slow' ? [] : Array.from({ length: Math.round(share * 100) }, () => kind),
  );
  let place = 0;
  let sent = 0;
  let behindMs = 0;
  const startMs = performance.now();
  const cpu = process.cpuUsage();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsed = (performance.now() - startMs) / 1_000;
      const due = Math.floor(Math.min(elapsed, seconds) * pace);
      behindMs = Math.max(behindMs, ((due - sent) / pace) * 1_000 - stepMs);
      for (; sent < due; sent += 1) {
        // 37 has no factor in common with the deck, so that neighbours differ in kind.
        place = (place + 37) % deck.length;
        send(deck[place] as Exclude<HostileKind, 'slow'>);
      }
      if (elapsed < seconds) return;
      clearInterval(timer);
      resolve();
    }, stepMs);
  });
  stopping.abort();
  const used = process.cpuUsage(cpu);
  const untilMs = performance.now() + 2_000;
  while (waiting.size > 0 && performance.now() < untilMs) await new Promise((next) => setTimeout(next, 50));
  for (const connection of [...waiting, ...idle]) connection.close();
  // What closes tells of it in the turns that follow.
  await new Promise((next) => setTimeout(next, 100));
  return {
    ...{ kinds, withheld, behindMs, slowConnections: slow.most() },
    cpuSeconds: (used.user + used.system) / 1e6,
  };
}
