import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { challengeDeadline } from './challengeDeadline.ts';

const second = 1_000_000_000n;
const received = 1_767_225_600n * second;
const time = { receivedNs: received, nonce: received - second, timeout: 9, clockOffsetSeconds: 0.1 };
const now = { wallNs: received + second, monotonicNs: 500n * second };

describe('challengeDeadline', () => {
  it.each([
    ['counts from the nonce where the clocks agree', {}, 6_500],
    ['counts from the headers where they do not', { clockOffsetSeconds: 2.5 }, 7_500],
    ['counts from the headers where nobody knows', { clockOffsetSeconds: null }, 7_500],
    ['counts from the headers where the nonce lies in the future', { nonce: received + second }, 7_500],
    ['is over where the time is', { nonce: received - 9n * second }, -1_500],
  ])('%s', (_, changes, leftMs) => {
    const { atNs } = challengeDeadline({ ...time, ...changes }, now, { marginMs: 500 });
    expect(Number(atNs - now.monotonicNs) / 1e6).toBe(leftMs);
  });

  it('goes the short way when told', () => {
    const { atNs } = challengeDeadline(time, now, { marginMs: 500, longestMs: 1_000 });
    expect(atNs - now.monotonicNs).toBe(second);
  });

  it('never gives more than the whole time, wherever the clocks are set', () => {
    const ns = fc.bigInt(-100n * second, 100n * second);
    fc.assert(
      fc.property(
        ns,
        ns,
        fc.double({ min: 0, max: 30, noNaN: true }),
        fc.option(fc.double({ min: -50, max: 50, noNaN: true })),
        fc.nat(5_000),
        (step, age, timeout, clockOffsetSeconds, marginMs) => {
          const { atNs } = challengeDeadline(
            { receivedNs: received, nonce: received - age, timeout, clockOffsetSeconds },
            { wallNs: received + step, monotonicNs: 0n },
            { marginMs },
          );
          expect(Number(atNs) / 1e6).toBeLessThanOrEqual(timeout * 1_000 - marginMs + 0.001);
        },
      ),
    );
  });
});
