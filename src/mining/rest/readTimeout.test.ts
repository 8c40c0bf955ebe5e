import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { readTimeout } from './readTimeout.ts';

const config = { timeoutMs: 10_000, timeoutCapMs: 60_000 };

describe('readTimeout', () => {
  it.each([
    ['', undefined, { timeoutMs: 10_000 }],
    ['timeoutMs=100', undefined, { timeoutMs: 100 }],
    ['?timeoutMs=60000', 'wait=2', { timeoutMs: 60_000 }],
    ['', 'wait=2', { timeoutMs: 2_000, applied: 'wait=2' }],
    ['', 'return=minimal; foo="wait=9", WAIT = "3"', { timeoutMs: 3_000, applied: 'wait=3' }],
    ['', 'wait=7, wait=8', { timeoutMs: 7_000, applied: 'wait=7' }],
    ['', 'wait=61', { timeoutMs: 60_000 }],
    ['', 'wait=0', { timeoutMs: 10_000 }],
    ['', 'wait=-1, wait=x, wait', { timeoutMs: 10_000 }],
  ])('reads %j with %j', (query, prefer, expected) => {
    expect(readTimeout(query, prefer, config)).toEqual(expected);
  });

  it('gives a time within the limits or says what is wrong, whatever it gets', () => {
    const words = fc.stringMatching(/^[a-zA-Z0-9=&,;"?%+ -]{0,40}$/);
    const asked = fc.oneof(
      words,
      fc.integer().map((n) => `timeoutMs=${n}`),
    );
    const preferred = fc.oneof(
      words,
      fc.integer().map((n) => `wait=${n}`),
      fc.constant(undefined),
    );
    fc.assert(
      fc.property(asked, preferred, (query, prefer) => {
        try {
          const { timeoutMs } = readTimeout(query, prefer, config);
          expect(Number.isInteger(timeoutMs) && timeoutMs >= 100 && timeoutMs <= 60_000).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(RoadcrewError);
          expect(error).toMatchObject({ code: 'RC_REST_TIMEOUT_INVALID' });
        }
      }),
    );
  });
});
