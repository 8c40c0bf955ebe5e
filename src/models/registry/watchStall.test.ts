import { expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { watchStall } from './watchStall.ts';

it('aborts when it is not fed, not while it is, and not after it was stopped', async () => {
  const clock = createManualClock();
  const watch = watchStall({ clock }, 100, () => 'stalled');
  for (let round = 0; round < 5; round += 1) {
    await clock.advance(99);
    watch.feed();
  }
  expect(watch.signal.aborted).toBe(false);
  await clock.advance(200);
  expect(watch.signal).toMatchObject({ aborted: true, reason: 'stalled' });
  const stopped = watchStall({ clock }, 100, () => 'stalled');
  stopped.stop();
  await clock.advance(1_000);
  expect(stopped.signal.aborted).toBe(false);
  expect(clock.sleepers).toBe(0);
});

it('passes on the signal it was made from', () => {
  const { signal } = watchStall(
    { clock: createManualClock(), signal: AbortSignal.abort('SIGINT') },
    1,
    () => 'x',
  );
  expect(signal).toMatchObject({ aborted: true, reason: 'SIGINT' });
});
