import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import type { Alert } from './Alert.ts';
import { createAlertThrottle } from './createAlertThrottle.ts';

const coolDownMs = 60_000;
const start = () => {
  const clock = createManualClock();
  const told: [string, number][] = [];
  const throttle = createAlertThrottle({
    clock,
    coolDownMs,
    send: ({ kind, state, severity }, held) => void told.push([`${kind} ${state} ${severity}`, held]),
  });
  const take = (
    state: Alert['state'],
    severity: Alert['severity'] = 'warning',
    kind: Alert['kind'] = 'disk',
  ) => throttle.take({ kind, state, severity, title: 'T', text: 't', at: clock.now() });
  return { clock, told, throttle, take };
};

describe('createAlertThrottle', () => {
  it('passes on a beginning and its end at once, and neither twice', () => {
    const { told, take } = start();
    for (const state of ['over', 'open', 'open', 'over', 'over'] as const) take(state);
    expect(told).toEqual([
      ['disk open warning', 0],
      ['disk over warning', 0],
    ]);
  });

  it('holds what comes and goes, and says what became of it, with the number', async () => {
    const { told, take, clock, throttle } = start();
    for (let index = 0; index < 10; index += 1) {
      take('open');
      take('over');
      await clock.advance(1_000);
    }
    expect(told).toHaveLength(2);
    await clock.advance(50_000);
    expect(told.slice(2)).toEqual([['disk over warning', 9]]);
    // The summary starts a new pause.
    take('open');
    await clock.advance(59_000);
    expect(told).toHaveLength(3);
    await clock.advance(1_000);
    expect(told[3]).toEqual(['disk open warning', 1]);
    throttle.close();
    expect(told).toHaveLength(4);
  });

  it('does not hold what becomes critical, nor other kinds', () => {
    const { told, take } = start();
    take('open');
    take('open', 'critical');
    take('open', 'critical');
    take('open', 'warning', 'clock');
    expect(told.map(([what]) => what)).toEqual([
      'disk open warning',
      'disk open critical',
      'clock open warning',
    ]);
  });

  it('passes on at the end what it holds, and nothing after', () => {
    const { told, take, throttle, clock } = start();
    take('open');
    take('over');
    take('open');
    throttle.close();
    expect(told[2]).toEqual(['disk open warning', 1]);
    take('over');
    expect(told).toHaveLength(3);
    expect(clock.sleepers).toBe(0);
  });

  it('ends, whatever came, with the truth told, and tells no kind more than thrice in a pause', async () => {
    const step = fc.record({ open: fc.boolean(), waitMs: fc.nat(40_000) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { told, take, clock } = start();
        const times: number[] = [];
        let count = 0;
        for (const { open, waitMs } of steps) {
          take(open ? 'open' : 'over');
          for (; count < told.length; count += 1) times.push(clock.now());
          await clock.advance(waitMs);
          for (; count < told.length; count += 1) times.push(clock.now());
        }
        await clock.advance(2 * coolDownMs);
        const isOpen = told.at(-1)?.[0].includes('open') ?? false;
        const crowded = times.some(
          (time, at) => (times[at + 3] ?? Number.POSITIVE_INFINITY) - time < coolDownMs / 2,
        );
        return isOpen === (steps.at(-1)?.open ?? false) && !crowded;
      }),
      { numRuns: 100 },
    );
  });
});
