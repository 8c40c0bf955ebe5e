import { createRecentKeys } from './createRecentKeys.ts';
import type { AxonEvent } from './handleRequest.ts';

/** Whom to turn away, before any work is done for it, while the event loop runs late. */
export interface OverloadGuard {
  /** Told what became of each request. */
  observe(event: Pick<AxonEvent, 'outcome' | 'hotkey' | 'address'>): void;
  turnsAway(address: string): boolean;
}

// Far above a pause of the garbage collector, and still well within what a validator waits.
const lateNs = 250_000_000;
const lookEveryNs = 500_000_000n;
const rememberNs = 60_000_000_000n;

/** Refusals for which the caller is not to blame. */
const ours: readonly string[] = ['RC_AXON_NOT_READY', 'RC_AXON_OVERLOADED', 'RC_AXON_VERIFICATION_BUDGET'];

/**
 * Under a flood that the machine cannot take, everybody waits for everybody, and the first thing to give up is work for
 * addresses that brought nothing but refusals within the last minute.
 * @param options.lateness how late the event loop was since the last reset, nanoseconds
 */
export function createOverloadGuard(options: {
  monotonicNs: () => bigint;
  lateness: { readonly max: number; reset(): void };
}): OverloadGuard {
  const { monotonicNs, lateness } = options;
  const unwanted = createRecentKeys<bigint>(65_536);
  const proven = createRecentKeys<true>(4_096);
  let lookedNs = monotonicNs();
  let over = false;
  const isOver = (): boolean => {
    const now = monotonicNs();
    if (now - lookedNs >= lookEveryNs) {
      lookedNs = now;
      over = lateness.max >= lateNs;
      lateness.reset();
    }
    return over;
  };
  return {
    observe({ outcome, hotkey, address }) {
      if (hotkey !== null) proven.set(address, true);
      else if (outcome !== 'answered' && !ours.includes(outcome)) {
        unwanted.set(address, monotonicNs() + rememberNs);
      }
    },
    turnsAway: (address) =>
      isOver() && (unwanted.get(address) ?? 0n) > monotonicNs() && proven.get(address) !== true,
  };
}
