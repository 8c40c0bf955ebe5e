import { expect, it } from 'vitest';
import { checkClockOffset } from './checkClockOffset.ts';

it.each([
  [null, null],
  [1.9, null],
  [-1.9, null],
  [20.04, 'This clock is 20.0 s ahead of the clocks of its callers (3 of them, verified).'],
  [-3600, 'This clock is 3600.0 s behind the clocks of its callers (3 of them, verified).'],
])('an offset of %s s: %s', (seconds, message) => {
  const problem = checkClockOffset(seconds === null ? null : { seconds, hotkeys: 3 });
  expect(problem?.message ?? null).toBe(message);
  if (problem)
    expect(problem).toMatchObject({ code: 'RC_AXON_CLOCK_OFF', hint: expect.stringContaining('NTP') });
});
