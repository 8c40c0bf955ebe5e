import { expect, it } from 'vitest';
import { createManualClock } from '../../../support/clock/createManualClock.ts';
import { describeProgress } from './describeProgress.ts';

it('tells bytes, share, the rate of the last seconds and the time that is left', async () => {
  const clock = createManualClock();
  const describe = describeProgress(clock);
  // What was there before counts as progress, but not as speed.
  expect(describe(500e6, 1e9)).toBe('500.0 MB of 1.0 GB (50 %)');
  for (let second = 1; second <= 5; second += 1) {
    await clock.advance(1_000);
    describe(500e6 + second * 10e6, 1e9);
  }
  expect(describe(550e6, 1e9)).toBe('550.0 MB of 1.0 GB (55 %), 10.0 MB/s, 45 s left');
  await clock.advance(1_000);
  expect(describe(100e6, 1e9)).toBe('100.0 MB of 1.0 GB (10 %)');
  await clock.advance(1_000);
  expect(describe(100.1e6, 1e9)).toBe('100.1 MB of 1.0 GB (10 %), 100.0 kB/s, 2 h 30 min left');
});
