import type { UsedNonce } from '../../bittensor/axon/createReplayGuard.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { HeldRequestMessage } from './messages.ts';

/** The supervisor's copy of a connection. Nothing is read from it. */
export interface ConnectionHandle {
  close(): void;
}

/** A request that its miner has not answered yet. */
export interface Escrow {
  /** Unique within the supervisor. */
  readonly entry: number;
  readonly handle: ConnectionHandle;
  readonly request: HeldRequestMessage;
}

export interface Custody<Holder extends object> {
  /** A request was let in. `handle` of an adopted one is `undefined`: `entry` says which it is. */
  admitted(
    holder: Holder,
    given: {
      readonly id: number;
      readonly request: Omit<HeldRequestMessage, 'body'>;
      readonly handle?: ConnectionHandle | undefined;
      readonly entry?: number | undefined;
    },
  ): void;
  chunk(holder: Holder, id: number, bytes: Uint8Array): void;
  released(holder: Holder, id: number): void;
  /** The connection of an adopted request is closed, whatever became of it. */
  letGo(entry: number): void;
  /** `dead` is gone: its requests, and those that it was given and had not let in, wait for another miner. */
  orphan(dead: Holder): void;
  /** Requests that wait for another miner. They stay in custody. */
  orphans(): readonly Escrow[];
  /** `heir` is given this one. */
  given(heir: Holder, entry: number): void;
  /** Nonces of requests that were let in within the last four minutes. */
  nonces(): UsedNonce[];
  remember(used: UsedNonce): void;
  readonly size: number;
  readonly bytes: number;
  close(): void;
}

interface Kept {
  readonly entry: number;
  readonly handle: ConnectionHandle;
  readonly request: Omit<HeldRequestMessage, 'body'>;
  readonly body: Uint8Array[];
  bytes: number;
  readonly sinceNs: bigint;
  /** Miners that ended while they had it. */
  deaths: number;
}

/** Longer than any caller waits. */
const forgottenAfterNs = 60_000_000_000n;
/** Longer than an axon accepts a nonce, whatever its settings: 60 s ahead, 60 s and 30 s behind. */
const nonceNs = 240_000_000_000n;
/** A request that has seen so many miners end may be why: it is not given to another. */
const mostDeaths = 3;
const mostNonces = 200_000;

/**
 * Keeps the connections and bytes of requests in flight, so that a miner's successor can answer them. Bounded: what
 * does not fit is not kept, and its miner answers it as if there were no custody.
 * @param options.limitBytes of all heads and bodies
 */
export function createCustody<Holder extends object>(options: {
  readonly clock: Clock;
  readonly limitBytes: () => number;
  /** Told of each request that is given up: there is no room, its time is long over, or miners end of it. */
  readonly dropped?: () => void;
}): Custody<Holder> {
  const { clock, limitBytes, dropped } = options;
  const held = new Map<Holder, Map<number, Kept>>();
  /** Left by a miner that is gone; given to an heir, maybe, that has not let them in yet. */
  const underway = new Map<number, { heir: Holder | null; readonly kept: Kept }>();
  const used: { readonly nonce: UsedNonce; readonly atNs: bigint }[] = [];
  let bytes = 0;
  let lastEntry = 0;

  const of = (holder: Holder): Map<number, Kept> => {
    const known = held.get(holder) ?? new Map<number, Kept>();
    held.set(holder, known);
    return known;
  };
  const forget = (kept: Kept): void => {
    bytes -= kept.bytes;
    kept.handle.close();
  };
  const drop = (holder: Holder, id: number, kept: Kept): void => {
    dropped?.();
    of(holder).delete(id);
    forget(kept);
  };
  /** A miner that forgets to release would hold connections open for ever. */
  const sweep = (): void => {
    const beforeNs = clock.monotonicNs() - forgottenAfterNs;
    for (const [holder, requests] of held) {
      for (const [id, kept] of requests) {
        // In the order of time, but for adopted ones, which wait for those before them.
        if (kept.sinceNs > beforeNs) break;
        drop(holder, id, kept);
      }
    }
    for (const [entry, { kept }] of underway) {
      if (kept.sinceNs > beforeNs) continue;
      underway.delete(entry);
      dropped?.();
      forget(kept);
    }
  };
  const sweepNonces = (): void => {
    const beforeNs = clock.monotonicNs() - nonceNs;
    let old = 0;
    while (old < used.length && ((used[old]?.atNs ?? 0n) < beforeNs || used.length - old > mostNonces))
      old += 1;
    if (old > 0) used.splice(0, old);
  };

  return {
    admitted(holder, { id, request, handle, entry }) {
      sweep();
      const adopted = entry === undefined ? undefined : underway.get(entry)?.kept;
      if (entry !== undefined) underway.delete(entry);
      const own = adopted?.handle ?? handle;
      if (own === undefined) return;
      if (adopted !== undefined) bytes -= adopted.bytes;
      const kept: Kept = {
        entry: adopted?.entry ?? ++lastEntry,
        ...{ handle: own, request, body: [], bytes: request.head.length },
        sinceNs: adopted?.sinceNs ?? clock.monotonicNs(),
        deaths: adopted?.deaths ?? 0,
      };
      of(holder).set(id, kept);
      bytes += kept.bytes;
      if (bytes > limitBytes()) drop(holder, id, kept);
    },
    chunk(holder, id, piece) {
      const kept = of(holder).get(id);
      if (kept === undefined) return;
      kept.body.push(piece);
      kept.bytes += piece.length;
      bytes += piece.length;
      if (bytes > limitBytes()) drop(holder, id, kept);
    },
    released(holder, id) {
      const kept = of(holder).get(id);
      if (kept === undefined) return;
      of(holder).delete(id);
      forget(kept);
    },
    letGo(entry) {
      const found = underway.get(entry);
      if (found === undefined) return;
      underway.delete(entry);
      forget(found.kept);
    },
    orphan(dead) {
      for (const kept of held.get(dead)?.values() ?? []) underway.set(kept.entry, { heir: dead, kept });
      held.delete(dead);
      for (const [entry, left] of underway) {
        if (left.heir !== dead) continue;
        left.heir = null;
        left.kept.deaths += 1;
        if (left.kept.deaths < mostDeaths) continue;
        underway.delete(entry);
        dropped?.();
        forget(left.kept);
      }
    },
    orphans() {
      sweep();
      return [...underway.values()]
        .filter(({ heir }) => heir === null)
        .map(({ kept: { entry, handle, request, body } }) => ({
          entry,
          handle,
          request: { ...request, body },
        }));
    },
    given(heir, entry) {
      const orphan = underway.get(entry);
      if (orphan !== undefined) orphan.heir = heir;
    },
    nonces() {
      sweepNonces();
      return used.map(({ nonce }) => nonce);
    },
    remember(nonce) {
      used.push({ nonce, atNs: clock.monotonicNs() });
      if (used.length % 1_000 === 0) sweepNonces();
    },
    get size() {
      return underway.size + [...held.values()].reduce((sum, { size }) => sum + size, 0);
    },
    get bytes() {
      return bytes;
    },
    close() {
      for (const requests of held.values()) for (const kept of requests.values()) forget(kept);
      for (const { kept } of underway.values()) forget(kept);
      held.clear();
      underway.clear();
    },
  };
}
