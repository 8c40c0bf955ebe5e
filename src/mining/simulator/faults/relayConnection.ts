import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Clock } from '../../../support/clock/Clock.ts';
import type { DrawnFaults } from './drawFaults.ts';
import type { InjectedFault } from './InjectedFault.ts';
import { type RequestHead, readRequestHead } from './readRequestHead.ts';
import { sendCopy } from './sendCopy.ts';
import { writeAtPace } from './writeAtPace.ts';

export interface RelayOptions {
  readonly target: { readonly host: string; readonly port: number };
  readonly clock: Clock;
  /** Aborts when the proxy closes. */
  readonly signal: AbortSignal;
  /** What happens to the next request. */
  readonly draw: () => DrawnFaults;
  readonly onFault: (fault: InjectedFault) => void;
}

/** One request and its reply, as far as they have come. */
interface Exchange {
  readonly faults: DrawnFaults;
  readonly held: Buffer[];
  head: RequestHead | null;
  sent: number;
  replied: boolean;
}

/** What holds more of a head than this is none; it passes as it is. */
const longestHead = 65_536;
/** Longer than any run. */
const forEverNs = 10n ** 18n;
const noHead = { totalBytes: Number.MAX_SAFE_INTEGER, hotkey: null };

/**
 * Carries one connection to the target and back, and does to each request what was drawn for it. A new request begins
 * with the first byte that comes after a reply, as on every kept-alive connection without pipelining.
 */
export function relayConnection(client: Socket, options: RelayOptions): void {
  const { clock, onFault } = options;
  const server = connect(options.target);
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, options.signal]);
  let exchange: Exchange | null = null;

  const end = (reset: boolean) => {
    ended.abort();
    for (const socket of [client, server]) reset ? socket.resetAndDestroy() : socket.destroy();
  };
  options.signal.addEventListener('abort', () => end(false), { once: true, signal: ended.signal });
  const record = (kind: InjectedFault['kind'], fromNs: bigint, hotkey: string | null) =>
    onFault({ kind, validator: hotkey, fromNs, toNs: clock.monotonicNs() });

  /** Resets or stops what moves, if the fault says so inside of these bytes. @returns whether they are dealt with */
  async function cutAt(
    kinds: readonly string[],
    before: number,
    bytes: Buffer,
    total: number,
    pass: (part: Buffer) => Promise<void>,
  ): Promise<boolean> {
    const cut = exchange?.faults.cut ?? null;
    if (exchange === null || cut === null || !kinds.includes(cut.kind)) return false;
    const place = 1 + Math.floor(cut.at * Math.max(0, total - 2));
    if (place < before || place >= before + bytes.length) return false;
    const fromNs = clock.monotonicNs();
    const hotkey = exchange.head?.hotkey ?? null;
    await pass(bytes.subarray(0, place - before));
    if (cut.kind === 'stall') {
      // A miner may refuse by the headers alone; then it is the next request on the connection that hangs.
      const lastsNs = cut.forMs === null ? forEverNs : BigInt(Math.round(cut.forMs * 1e6));
      onFault({ kind: 'stall', validator: hotkey, fromNs, toNs: fromNs + lastsNs });
      // Without an end the two ends keep an open connection on which nothing comes any more.
      if (cut.forMs === null) {
        if (!signal.aborted) await once(signal, 'abort');
        throw signal.reason;
      }
      await clock.sleep(cut.forMs, signal);
      await pass(bytes.subarray(place - before));
      return true;
    }
    record(cut.kind, fromNs, hotkey);
    end(true);
    return true;
  }

  async function upwards(chunk: Buffer): Promise<void> {
    if (exchange === null || exchange.replied) {
      exchange = { faults: options.draw(), held: [], head: null, sent: 0, replied: false };
    }
    const current = exchange;
    let bytes = chunk;
    if (current.head === null) {
      current.held.push(chunk);
      bytes = Buffer.concat(current.held);
      current.head = readRequestHead(bytes) ?? (bytes.length > longestHead ? noHead : null);
      if (current.head === null) return;
      await begin(current, current.head, bytes);
    }
    const { head, faults, sent } = current;
    if (faults.duplicate && current.sent > 0) current.held.push(bytes);
    current.sent += bytes.length;
    const pass = (part: Buffer) => writeAtPace(server, part, { ...faults, dribble: null }, { clock, signal });
    if (!(await cutAt(['reset-request', 'stall'], sent, bytes, head.totalBytes, pass))) await pass(bytes);
    if (faults.duplicate && current.sent === head.totalBytes) {
      const fromNs = clock.monotonicNs();
      const copy = Buffer.concat(current.held);
      const status = await sendCopy(options.target, copy, signal);
      onFault({ kind: 'duplicate', validator: head.hotkey, fromNs, toNs: clock.monotonicNs(), status });
    }
  }

  async function begin({ faults, held }: Exchange, head: RequestHead, bytes: Buffer): Promise<void> {
    held.splice(0, held.length, bytes);
    const fromNs = clock.monotonicNs();
    if (faults.delayMs > 0) {
      try {
        await clock.sleep(faults.delayMs, signal);
      } finally {
        // Also when the caller lost its patience meanwhile: that is what is to be explained.
        record('latency', fromNs, head.hotkey);
      }
    }
    if (faults.bytesPerSecond !== null) record('bandwidth', fromNs, head.hotkey);
  }

  async function downwards(chunk: Buffer): Promise<void> {
    const current = exchange;
    const before = current?.replied === false ? 0 : -1;
    if (current) current.replied = true;
    const pace = current?.faults ?? { bytesPerSecond: null, dribble: null };
    if (before === 0 && pace.dribble) record('dribble', clock.monotonicNs(), current?.head?.hotkey ?? null);
    const pass = (part: Buffer) => writeAtPace(client, part, pace, { clock, signal });
    // Within its first piece: how long a reply is only its end would tell.
    const isCut = before === 0 && (await cutAt(['reset-reply'], 0, chunk, chunk.length, pass));
    if (!isCut) await pass(chunk);
  }

  const carry = async (from: Socket, to: Socket, step: (chunk: Buffer) => Promise<void>): Promise<void> => {
    try {
      for await (const chunk of from) await step(chunk as Buffer);
      to.end();
    } catch {
      // One end broke off, or a fault did: neither end shall wait for the other.
      if (!signal.aborted) end(false);
    }
  };
  for (const socket of [client, server]) {
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.once('close', () => {
      ended.abort();
      client.destroy();
      server.destroy();
    });
  }
  void carry(client, server, upwards);
  void carry(server, client, downwards);
}
