import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { ClockOffsetEstimate } from './createClockOffset.ts';
import { axonError } from './errors.ts';

// Beyond this, deadlines counted from the caller's nonce are no longer trusted (ruling 8).
const toleratedSeconds = 2;

/**
 * Turns an estimate of the clock offset into what the operator must know.
 * @returns RC_AXON_CLOCK_OFF, or `null` when the clock is right within 2 s or nobody has called yet
 */
export function checkClockOffset(estimate: ClockOffsetEstimate | null): RoadcrewError | null {
  if (estimate === null || Math.abs(estimate.seconds) <= toleratedSeconds) return null;
  return axonError('RC_AXON_CLOCK_OFF', {
    seconds: Math.abs(estimate.seconds).toFixed(1),
    direction: estimate.seconds > 0 ? 'ahead of' : 'behind',
    hotkeys: estimate.hotkeys,
  });
}
