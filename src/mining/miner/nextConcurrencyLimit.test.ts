import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConcurrencySample,
  firstConcurrencyState,
  nextConcurrencyLimit,
} from './nextConcurrencyLimit.ts';

const bounds = { minimum: 8, maximum: 256 };
const learn = (samples: readonly ConcurrencySample[], of = bounds) =>
  samples.reduce((state, sample) => nextConcurrencyLimit(state, sample, of), firstConcurrencyState(of));
const same = (sample: ConcurrencySample, times: number) => Array.from({ length: times }, () => sample);

describe('nextConcurrencyLimit', () => {
  it('stays within its bounds, whatever is measured and however they are set', () => {
    const sample = fc.record({
      ms: fc.double({ min: -1, max: 1e6 }),
      inFlight: fc.nat(1_000),
      dropped: fc.boolean(),
    });
    const range = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(500));
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 300 }), range, ([...samples], [minimum, more]) => {
        const of = { minimum, maximum: minimum + more };
        const { limit, leastMs } = learn(samples, of);
        expect(limit).toBeGreaterThanOrEqual(of.minimum);
        expect(limit).toBeLessThanOrEqual(of.maximum);
        expect(leastMs === null || leastMs > 0).toBe(true);
      }),
    );
  });

  it('grows while nothing waits and all of it is used', () => {
    expect(learn(same({ ms: 30, inFlight: 300, dropped: false }, 500)).limit).toBe(256);
  });

  it('learns nothing while little of it is used', () => {
    const { limit } = firstConcurrencyState(bounds);
    expect(learn(same({ ms: 30, inFlight: 1, dropped: false }, 500)).limit).toBe(limit);
  });

  it('shrinks when each takes ever longer, and at once when one finds no time', () => {
    const quick = same({ ms: 30, inFlight: 60, dropped: false }, 20);
    const slow = same({ ms: 3_000, inFlight: 60, dropped: false }, 200);
    expect(learn([...quick, ...slow]).limit).toBe(8);
    const before = learn(quick).limit;
    expect(learn([...quick, { ms: 1, inFlight: 60, dropped: true }]).limit).toBeCloseTo(before * 0.9);
  });

  it('takes a slower machine for what it is in the end', () => {
    const quick = same({ ms: 30, inFlight: 60, dropped: false }, 20);
    const slow = same({ ms: 300, inFlight: 60, dropped: false }, 1_500);
    expect(learn([...quick, ...slow]).limit).toBeGreaterThan(30);
  });
});
