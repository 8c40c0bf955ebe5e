import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWallClockNs } from './createWallClockNs.ts';
import { systemClock } from './systemClock.ts';

describe('createWallClockNs', () => {
  it('always lies within the millisecond of the coarse clock, whatever either clock does', () => {
    const step = fc.record({
      monotonic: fc.bigInt(0n, 10n ** 12n),
      wall: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.array(step), (anchor, steps) => {
        let wallMs = 1_700_000_000_000;
        let monotonic = 0n;
        const nowNs = createWallClockNs(
          () => wallMs,
          () => monotonic,
          anchor,
        );
        return steps.every((change) => {
          wallMs += change.wall;
          monotonic += change.monotonic;
          return nowNs() / 1_000_000n === BigInt(wallMs);
        });
      }),
    );
  });

  it('moves with the fine clock inside a millisecond, and keeps a correction', () => {
    let wallMs = 10;
    let monotonic = 0n;
    // The first guess is 5 ms early: pushed to the start of the millisecond, and from there on in step.
    const nowNs = createWallClockNs(
      () => wallMs,
      () => monotonic,
      5_000_000n,
    );
    expect(nowNs()).toBe(10_000_000n);
    monotonic += 250_000n;
    expect(nowNs()).toBe(10_250_000n);
    monotonic += 800_000n;
    wallMs = 11;
    expect(nowNs()).toBe(11_050_000n);
  });
});

describe('systemClock', () => {
  it('tells nanoseconds that agree with Date.now() and have digits below the millisecond', async () => {
    const before = Date.now();
    const samples = Array.from({ length: 1_000 }, () => systemClock.nowNs());
    const after = Date.now();
    for (const sample of samples) {
      expect(sample >= BigInt(before) * 1_000_000n && sample < BigInt(after + 1) * 1_000_000n).toBe(true);
    }
    expect(new Set(samples.map((sample) => sample % 1_000_000n)).size).toBeGreaterThan(100);
  });

  it('sleeps, and wakes with the reason of its signal', async () => {
    const start = systemClock.monotonicNs();
    await systemClock.sleep(20);
    // Timers count in whole milliseconds and may fire a fraction early.
    expect(systemClock.monotonicNs() - start).toBeGreaterThan(18_000_000n);
    const controller = new AbortController();
    const sleeping = systemClock.sleep(60_000, controller.signal);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
  });
});
