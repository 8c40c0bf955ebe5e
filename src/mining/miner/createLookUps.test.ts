import { expect, it, vi } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createLookUps } from './createLookUps.ts';

const setUp = (lookUp: (hotkey: string) => Promise<boolean>) => {
  const clock = createManualClock();
  const spy = vi.fn(lookUp);
  return { clock, spy, lookUps: createLookUps(spy, clock) };
};

it('asks once about a hotkey, however many ask meanwhile, and again after ten minutes', async () => {
  const { clock, spy, lookUps } = setUp(async (hotkey) => hotkey === 'new');
  expect(lookUps.known('new')).toBeNull();
  expect(await Promise.all([lookUps.ask('new'), lookUps.ask('new'), lookUps.ask('no')])).toEqual([
    true,
    true,
    false,
  ]);
  expect(spy).toHaveBeenCalledTimes(2);
  expect([lookUps.known('new'), lookUps.known('no')]).toEqual([true, false]);
  await clock.advance(600_001);
  expect(lookUps.known('new')).toBeNull();
  expect(await lookUps.ask('new')).toBe(true);
  expect(spy).toHaveBeenCalledTimes(3);
});

it('asks ten times a minute in all', async () => {
  const { clock, spy, lookUps } = setUp(async () => true);
  for (let index = 0; index < 50; index += 1) await lookUps.ask(`stranger ${index}`);
  expect(spy).toHaveBeenCalledTimes(10);
  await clock.advance(60_001);
  expect(await lookUps.ask('another')).toBe(true);
});

it('takes a failed look-up for a no, and asks again', async () => {
  const { lookUps, spy } = setUp(() => Promise.reject(new Error('the chain is away')));
  expect(await lookUps.ask('new')).toBe(false);
  expect(lookUps.known('new')).toBeNull();
  spy.mockImplementation(async () => true);
  expect(await lookUps.ask('new')).toBe(true);
});

it('forgets all with a new snapshot, what is under way with it', async () => {
  const answer = Promise.withResolvers<boolean>();
  const { lookUps, spy } = setUp(async () => true);
  await lookUps.ask('old');
  spy.mockImplementation(() => answer.promise);
  const asked = lookUps.ask('slow');
  lookUps.forget();
  answer.resolve(false);
  expect(await asked).toBe(false);
  expect([lookUps.known('old'), lookUps.known('slow')]).toEqual([null, null]);
});
