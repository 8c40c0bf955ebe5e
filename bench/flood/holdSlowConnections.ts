import { connect, type Socket } from 'node:net';
import type { HostileRequests } from './createHostileRequests.ts';
import type { HostileCounts } from './Report.ts';

/**
 * Keeps slow connections open, half of them in their headers and half in a body, each sending a little every second.
 * Whatever ends is opened anew, evenly, at `perSecond` in all.
 * @returns the most that were open at once; ends when the signal aborts
 */
export function holdSlowConnections(options: {
  readonly port: number;
  readonly count: number;
  readonly perSecond: number;
  readonly address: () => string;
  readonly requests: HostileRequests;
  readonly counts: HostileCounts;
  readonly signal: AbortSignal;
}): { readonly most: () => number } {
  const { port, count, perSecond, requests, counts, signal } = options;
  const open = new Set<Socket>();
  let most = 0;
  let opened = 0;

  const openOne = (): void => {
    opened += 1;
    const inHeaders = opened % 2 === 0;
    const socket = connect({ host: '127.0.0.1', port, localAddress: options.address() });
    let status = 0;
    let connected = false;
    open.add(socket);
    most = Math.max(most, open.size);
    socket.once('connect', () => {
      connected = true;
      counts.sent += 1;
      socket.write(inHeaders ? 'POST /ImageSynapse HTTP/1.1\r\nHost: a\r\n' : requests.slowBody(), 'latin1');
    });
    const drip = setInterval(() => socket.write(inHeaders ? 'x-slow: 1\r\n' : 'AAAA'), 1_000);
    socket.on('data', (chunk) => {
      status ||= Number(chunk.toString('latin1', 9, 12));
    });
    socket.on('error', () => undefined);
    socket.on('end', () => socket.destroy());
    socket.once('close', () => {
      clearInterval(drip);
      open.delete(socket);
      if (status > 0) counts.statuses[status] = (counts.statuses[status] ?? 0) + 1;
      else if (!connected) counts.failed += 1;
      else if (signal.aborted || doomed.delete(socket)) counts.unanswered += 1;
      else counts.cut += 1;
    });
  };

  // Those that the attacker itself gives up, because the next one is due.
  const doomed = new Set<Socket>();
  const stepMs = 20;
  let due = 0;
  const refill = setInterval(() => {
    due += (perSecond * stepMs) / 1_000;
    for (; due >= 1; due -= 1) {
      const [oldest] = open;
      if (open.size >= count && oldest !== undefined) {
        doomed.add(oldest);
        open.delete(oldest);
        oldest.destroy();
      }
      openOne();
    }
  }, stepMs);
  for (let index = 0; index < count; index += 1) openOne();
  signal.addEventListener('abort', () => {
    clearInterval(refill);
    for (const socket of open) socket.destroy();
  });
  return { most: () => most };
}
