import { expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createFacts } from './createFacts.ts';

it('asks each time anew, and knows since when each fact is as it is', async () => {
  const clock = createManualClock();
  let reason: string | null = 'no model';
  const look = createFacts({ model: () => reason, port: () => null }, clock);
  const first = new Date(clock.now()).toISOString();
  look();
  await clock.advance(5_000);
  expect(look()).toEqual([
    { name: 'model', holds: false, reason: 'no model', since: first },
    { name: 'port', holds: true, reason: null, since: first },
  ]);
  reason = null;
  const then = new Date(clock.now()).toISOString();
  look();
  await clock.advance(5_000);
  expect(look()[0]).toEqual({ name: 'model', holds: true, reason: null, since: then });
});
