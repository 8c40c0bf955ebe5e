import type { Clock } from '../../src/support/clock/Clock.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';

/** The machine's clock, but who sleeps is woken a hundred times sooner. Remembers what was asked for. */
export function createHurriedClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    ...systemClock,
    slept,
    sleep(ms, signal) {
      slept.push(ms);
      return systemClock.sleep(ms / 100, signal);
    },
  };
}
