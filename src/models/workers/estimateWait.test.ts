import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateWait } from './estimateWait.ts';

/** The same by playing it through: each batch goes to the worker that is free first. */
const simulate = (freeInMs: number[], batches: number, usualMs: number): number => {
  for (let i = 0; i < batches; i += 1) {
    const next = freeInMs.indexOf(Math.min(...freeInMs));
    freeInMs[next] = (freeInMs[next] ?? 0) + usualMs;
  }
  return Math.min(...freeInMs);
};

describe('estimateWait', () => {
  it('is nothing for an idle worker, and the rest of its batch for a busy one', () => {
    expect(estimateWait({ busyMs: [30, null], ahead: 0, batchSize: 4, usualMs: 100 })).toBe(0);
    expect(estimateWait({ busyMs: [30], ahead: 3, batchSize: 4, usualMs: 100 })).toBe(70);
    expect(estimateWait({ busyMs: [30], ahead: 4, batchSize: 4, usualMs: 100 })).toBe(170);
    expect(estimateWait({ busyMs: [130], ahead: 0, batchSize: 1, usualMs: 100 })).toBe(0);
    expect(estimateWait({ busyMs: [], ahead: 9, batchSize: 1, usualMs: 100 })).toBe(0);
  });

  it('agrees with playing it through', () => {
    const busy = fc.array(fc.option(fc.nat(150)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(busy, fc.nat(60), fc.integer({ min: 1, max: 8 }), (busyMs, ahead, batchSize) => {
        const freeInMs = busyMs.map((ms) => (ms === null ? 0 : Math.max(0, 100 - ms)));
        const expected = simulate(freeInMs, Math.floor(ahead / batchSize), 100);
        return estimateWait({ busyMs, ahead, batchSize, usualMs: 100 }) === expected;
      }),
    );
  });
});
