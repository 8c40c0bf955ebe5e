import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { HubAccess } from './HubAccess.ts';

const baseMs = 1_000;
const ceilingMs = 30_000;
/** A hub that asks for a longer pause is not waited for: the operator decides. */
const longestPauseMs = 120_000;

const passing: ReadonlySet<string> = new Set([
  'RC_REGISTRY_RATE_LIMITED',
  'RC_REGISTRY_UNREACHABLE',
  'RC_REGISTRY_STALLED',
  'RC_REGISTRY_CUT',
  'RC_REGISTRY_SIZE_MISMATCH',
  'RC_REGISTRY_PART_STALE',
]);

/** True for a failure that may pass by itself: cuts, stalls, 429, 408 and server errors. */
const mayPass = (error: unknown): error is RoadcrewError => {
  if (!(error instanceof RoadcrewError)) return false;
  if (passing.has(error.code)) return true;
  const { status } = error.details;
  return (
    error.code === 'RC_REGISTRY_HUB_FAILED' && typeof status === 'number' && (status === 408 || status >= 500)
  );
};

/**
 * Repeats `work` while it fails in passing, with exponential back-off (1 s, 2 s, … 30 s, of which the upper half is
 * random) or after the pause that `Retry-After` asks for, if that is at most two minutes.
 * @param work calls its argument when it has made progress, which sets the count of failures back
 * @throws the last failure when it will not pass or the tries are used up; the signal's reason when it aborts
 */
export async function withRetries<T>(
  { clock, random, settings, signal }: HubAccess,
  work: (progressed: () => void) => Promise<T>,
): Promise<T> {
  let failures = 0;
  for (;;) {
    try {
      return await work(() => {
        failures = 0;
      });
    } catch (error) {
      failures += 1;
      if (!mayPass(error) || failures > settings.retries) throw error;
      const { retryAfterSeconds } = error.details;
      const askedMs = typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1_000 : 0;
      if (askedMs > longestPauseMs) throw error;
      const backOffMs = Math.min(ceilingMs, baseMs * 2 ** (failures - 1));
      await clock.sleep(Math.max(askedMs, backOffMs * (0.5 + random.float() / 2)), signal);
    }
  }
}
