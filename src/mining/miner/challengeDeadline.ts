import type { Deadline } from '../../contracts/Deadline.ts';

/** Beyond this, a caller's clock says nothing about when its time began (ruling 8). */
const trustedOffsetSeconds = 2;

/** Deadlines closer than this are one moment, so that those of one round are told apart by stake (ruling 31). */
const momentNs = 10_000_000n;

const toNs = (seconds: number): bigint => BigInt(Math.round(seconds * 1e9));

/** What is known of the time of a challenge. */
export interface ChallengeTime {
  /** Nanoseconds since 1970 when the headers were complete, by our clock. */
  readonly receivedNs: bigint;
  /** Nanoseconds since 1970 when the request was signed, by the caller's clock. */
  readonly nonce: bigint;
  /** Seconds that the caller waits. */
  readonly timeout: number;
  /** How far our clock is ahead of our callers', seconds; `null` while nobody called. */
  readonly clockOffsetSeconds: number | null;
}

/**
 * When a caller's time began, in nanoseconds since 1970 by our clock: when its request was signed, where the clocks
 * agree and it did not come before, otherwise when its headers were complete.
 */
export const challengeStartNs = ({ receivedNs, nonce, clockOffsetSeconds }: ChallengeTime): bigint => {
  const trusted = clockOffsetSeconds !== null && Math.abs(clockOffsetSeconds) <= trustedOffsetSeconds;
  return trusted && nonce < receivedNs ? nonce : receivedNs;
};

/**
 * The moment by which the answer must exist (ruling 8): the caller's time, less what the way back needs.
 * @param now both clocks at one moment
 * @param longestMs no answer takes longer than this from now on
 * @returns in hundredths of a second, rounded down; never later than the whole of the caller's time from now on, also where a wall clock was set back
 */
export function challengeDeadline(
  time: ChallengeTime,
  now: { readonly wallNs: bigint; readonly monotonicNs: bigint },
  {
    marginMs,
    longestMs = Number.POSITIVE_INFINITY,
  }: { readonly marginMs: number; readonly longestMs?: number },
): Deadline {
  const budgetNs = toNs(time.timeout) - BigInt(Math.round(marginMs * 1e6));
  const spentNs = now.wallNs - challengeStartNs(time);
  const leftNs = budgetNs - (spentNs > 0n ? spentNs : 0n);
  const cappedNs = Number.isFinite(longestMs) ? BigInt(Math.round(longestMs * 1e6)) : leftNs;
  const atNs = now.monotonicNs + (leftNs < cappedNs ? leftNs : cappedNs);
  return { atNs: atNs - (((atNs % momentNs) + momentNs) % momentNs) };
}
