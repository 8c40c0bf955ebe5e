import { describe, expect, it } from 'vitest';
import { createManualClock } from './createManualClock.ts';

describe('createManualClock', () => {
  it('shows one time in three ways and moves only when told', async () => {
    const clock = createManualClock(1_700_000_000_123_456_789n);
    expect(clock.now()).toBe(1_700_000_000_123);
    expect(clock.nowNs()).toBe(1_700_000_000_123_456_789n);
    await clock.advance(1.5);
    expect(clock.nowNs()).toBe(1_700_000_000_124_956_789n);
    expect(clock.monotonicNs()).toBe(1_500_000n);
  });

  it('wakes sleepers in order of their time, at their time, including those that come up on the way', async () => {
    const clock = createManualClock(0n);
    const woken: [string, number][] = [];
    const nap = async (name: string, ms: number) => {
      await clock.sleep(ms);
      woken.push([name, clock.now()]);
    };
    void nap('late', 300);
    void nap('early', 100).then(() => nap('chained', 50));
    await clock.advance(299);
    expect(woken).toEqual([
      ['early', 100],
      ['chained', 150],
    ]);
    await clock.advance(1);
    expect(woken.at(-1)).toEqual(['late', 300]);
    expect(clock.sleepers).toBe(0);
  });

  it('ends a sleep with the reason of its signal, before or during it', async () => {
    const clock = createManualClock();
    await expect(clock.sleep(1, AbortSignal.abort('before'))).rejects.toBe('before');
    const controller = new AbortController();
    const sleeping = clock.sleep(1, controller.signal);
    controller.abort('during');
    await expect(sleeping).rejects.toBe('during');
    expect(clock.sleepers).toBe(0);
  });

  it('can have its wall clock set without waking anybody', async () => {
    const clock = createManualClock(0n);
    let woken = false;
    void clock.sleep(10).then(() => {
      woken = true;
    });
    clock.setWall(5_000_000);
    expect(clock.now()).toBe(5_000_000);
    await clock.advance(9);
    expect(woken).toBe(false);
    await clock.advance(1);
    expect(woken).toBe(true);
    expect(clock.now()).toBe(5_000_010);
  });
});
