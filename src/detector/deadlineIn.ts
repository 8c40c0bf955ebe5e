import type { Deadline } from '../contracts/Deadline.ts';
import type { Clock } from '../support/clock/Clock.ts';
import { systemClock } from '../support/clock/systemClock.ts';

/** The moment `ms` milliseconds from now (0 or more; fractions are allowed). */
export const deadlineIn = (ms: number, clock: Pick<Clock, 'monotonicNs'> = systemClock): Deadline => ({
  atNs: clock.monotonicNs() + BigInt(Math.round(ms * 1e6)),
});
