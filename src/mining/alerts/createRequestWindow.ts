import type { Clock } from '../../support/clock/Clock.ts';
import type { RefusedRequests } from './SilenceFacts.ts';

/** What came to the port lately, by hours. */
export interface RequestWindow {
  /**
   * @param outcome as the axon observes it: `answered` or the code of the refusal
   * @param fromOutside whether another machine sent it
   */
  record(outcome: string, fromOutside: boolean): void;
  /** What came within the last `hours` (whole hours, rounded up; at most 48 are kept). */
  within(hours: number): { readonly outsideRequests: number; readonly refused: RefusedRequests };
}

const keptHours = 48;

const reasons: Readonly<Record<string, keyof RefusedRequests>> = {
  RC_AXON_SIGNATURE_INVALID: 'signature',
  RC_AXON_BODY_HASH_MISMATCH: 'signature',
  RC_AXON_NONCE_TOO_OLD: 'nonce',
  RC_AXON_NONCE_IN_FUTURE: 'nonce',
  RC_AXON_NOT_PERMITTED: 'notPermitted',
};

/** Counts requests in one bucket an hour; costs the same however many there are. */
export function createRequestWindow(clock: Pick<Clock, 'monotonicNs'>): RequestWindow {
  const hours = new Map<number, { outside: number } & Record<keyof RefusedRequests, number>>();
  const hourNow = () => Number(clock.monotonicNs() / 3_600_000_000_000n);
  return {
    record(outcome, fromOutside) {
      const hour = hourNow();
      let counts = hours.get(hour);
      if (counts === undefined) {
        counts = { outside: 0, signature: 0, nonce: 0, notPermitted: 0 };
        hours.set(hour, counts);
        for (const known of hours.keys()) if (known <= hour - keptHours) hours.delete(known);
      }
      if (fromOutside) counts.outside += 1;
      const reason = reasons[outcome];
      if (reason !== undefined) counts[reason] += 1;
    },
    within(span) {
      const first = hourNow() - Math.ceil(span);
      const sums = { outside: 0, signature: 0, nonce: 0, notPermitted: 0 };
      for (const [hour, counts] of hours) {
        if (hour < first) continue;
        for (const name of ['outside', 'signature', 'nonce', 'notPermitted'] as const)
          sums[name] += counts[name];
      }
      const { outside, ...refused } = sums;
      return { outsideRequests: outside, refused };
    },
  };
}
