import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createServiceTimes } from './createServiceTimes.ts';

describe('createServiceTimes', () => {
  it('assumes the budget until 50 were measured, then the 99th percentile', () => {
    const times = createServiceTimes({ budgetMs: 1_000, clock: createManualClock() });
    expect([times.worst(), times.usual()]).toEqual([1_000, 1_000]);
    for (let ms = 1; ms <= 49; ms += 1) times.add(ms);
    expect([times.worst(), times.usual()]).toEqual([1_000, 25]);
    times.add(50);
    expect(times.worst()).toBeCloseTo(49.51);
  });

  it('forgets the old: beyond 500, and after a minute', async () => {
    const clock = createManualClock();
    const times = createServiceTimes({ budgetMs: 1_000, clock });
    for (let i = 0; i < 100; i += 1) times.add(5_000);
    for (let i = 0; i < 500; i += 1) times.add(10);
    expect(times.worst()).toBe(10);
    await clock.advance(30_000);
    for (let i = 0; i < 50; i += 1) times.add(20);
    expect(times.worst()).toBe(20);
    await clock.advance(30_001);
    expect(times.usual()).toBe(20);
    await clock.advance(30_000);
    expect([times.worst(), times.usual()]).toEqual([1_000, 1_000]);
  });
});
