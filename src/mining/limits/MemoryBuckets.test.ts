import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { MemoryBuckets } from './MemoryBuckets.ts';

const allowed = (buckets: MemoryBuckets, key: string, points = 1): Promise<boolean> =>
  buckets.consume(key, points).then(
    () => true,
    () => false,
  );

describe('MemoryBuckets', () => {
  it('never lets more pass than the burst and what has flowed in since', async () => {
    const step = fc.record({ waitMs: fc.nat(3_000), points: fc.integer({ min: 1, max: 4 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: 10 }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(step, { maxLength: 40 }),
        async (points, duration, steps) => {
          const clock = createManualClock();
          const buckets = new MemoryBuckets({ points, duration, clock });
          const taken: { atMs: number; points: number }[] = [];
          let atMs = 0;
          for (const { waitMs, points: wanted } of steps) {
            await clock.advance(waitMs);
            atMs += waitMs;
            if (await allowed(buckets, 'a', wanted)) taken.push({ atMs, points: wanted });
          }
          // Of every stretch of time: no matter which, at most burst + rate × its length.
          return taken.every((first, from) => {
            let sum = 0;
            return taken.slice(from).every((later) => {
              sum += later.points;
              return sum <= points + ((later.atMs - first.atMs) / 1_000) * (points / duration) + 1e-3;
            });
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps a bounded number of buckets: first it forgets the full ones, then those of longest silence', async () => {
    const clock = createManualClock();
    const buckets = new MemoryBuckets({ points: 1, duration: 10, clock });
    await allowed(buckets, 'first');
    for (let index = 0; index < 9_999; index += 1) await allowed(buckets, `caller-${index}`);
    expect(buckets.size).toBe(10_000);
    expect(await allowed(buckets, 'first')).toBe(false);
    await allowed(buckets, 'one more');
    expect(buckets.size).toBe(10_000);
    expect(await allowed(buckets, 'first')).toBe(true);
    await clock.advance(10_001);
    await allowed(buckets, 'later');
    expect(buckets.size).toBe(1);
  });
});
