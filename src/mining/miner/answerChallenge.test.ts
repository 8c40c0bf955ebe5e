import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../contracts/Decision.ts';
import type { Detector } from '../../detector/createDetector.ts';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { answerChallenge, type ChallengeContext } from './answerChallenge.ts';
import { createConcurrency } from './createConcurrency.ts';
import { type ModelState, modelStates } from './createMinerMetrics.ts';

const decision = (probability: number): Decision => ({
  ...{ probability, basis: 'evidence' as const, stages: [], wallMs: 1 },
});

const setUp = (changes: Partial<ChallengeContext> = {}) => {
  const clock = createManualClock();
  const context: ChallengeContext = {
    detector: { detect: async () => decision(0.75) },
    modelState: () => 'ready',
    limiter: undefined,
    concurrency: createConcurrency({ minimum: 4, maximum: 4 }),
    clock,
    settings: () => ({ replyMarginMs: 500, shortWayMs: 1_000 }),
    clockOffsetSeconds: () => 0,
    stakeOf: () => null,
    shortened: () => {},
    begun: () => {},
    ...changes,
  };
  const call = (more: { timeout?: number; nonce?: bigint; signal?: AbortSignal } = {}) => ({
    ...{ hotkey: 'validator', receivedNs: clock.nowNs(), nonce: clock.nowNs(), timeout: 9 },
    ...{ signal: new AbortController().signal, ...more },
  });
  return { clock, context, call };
};

/** Lets the time of a challenge pass. @returns what came of it, and after how many milliseconds */
const run = async (clock: ReturnType<typeof createManualClock>, answer: Promise<{ probability: number }>) => {
  let settled = false;
  const done = answer.finally(() => {
    settled = true;
  });
  const startMs = clock.now();
  while (!settled && clock.now() - startMs < 20_000) await clock.advance(50);
  return { work: await done, ms: clock.now() - startMs };
};

describe('answerChallenge', () => {
  it('answers within its time by a number that can be sent, whatever image, model, limiter and detector do', async () => {
    const detectors: Record<string, Detector['detect']> = {
      good: async () => decision(0.75),
      half: async () => decision(0.5),
      'not a number': async () => decision(Number.NaN),
      'too much': async () => decision(1.5),
      throwing: () => Promise.reject(new Error('broken')),
      'throwing at once': () => {
        throw new Error('broken');
      },
      hanging: () => new Promise(() => {}),
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(detectors)),
        fc.constantFrom<ModelState>(...modelStates),
        fc.constantFrom('yes', 'no', 'broken', 'none'),
        fc.oneof(fc.constant('aGVsbG8='), fc.string({ maxLength: 12 })),
        fc.double({ min: 0, max: 12, noNaN: true }),
        fc.integer({ min: -15_000, max: 15_000 }),
        async (name, model, limit, image, timeout, nonceMs) => {
          const { clock, context, call } = setUp({
            detector: { detect: detectors[name] as Detector['detect'] },
            modelState: () => model,
            limiter:
              limit === 'none'
                ? undefined
                : {
                    consume: async () => {
                      if (limit === 'broken') throw new Error('broken');
                      return { allowed: limit === 'yes', remaining: 0, retryAfterMs: 0 };
                    },
                  },
          });
          const nonce = clock.nowNs() + BigInt(nonceMs) * 1_000_000n;
          const { work, ms } = await run(clock, answerChallenge(image, call({ timeout, nonce }), context));
          expect(work.probability).toBeGreaterThanOrEqual(0);
          expect(work.probability).toBeLessThanOrEqual(1);
          expect(work.probability).not.toBe(0.5);
          // To the step of this test and the grace for a detector that breaks its word.
          expect(ms).toBeLessThanOrEqual(Math.max(0, timeout * 1_000 - 500) + 200);
          expect(context.concurrency.inFlight).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('waits for a model that is being loaded while there is time, and then asks it', async () => {
    let state: ModelState = 'loading';
    const { clock, context, call } = setUp({ modelState: () => state });
    const answer = answerChallenge('aGVsbG8=', call(), context);
    await clock.advance(3_000);
    state = 'ready';
    expect((await run(clock, answer)).work).toMatchObject({ probability: 0.75, error: null });
  });

  it('gives up at once when its caller does', async () => {
    const caller = new AbortController();
    const { clock, context, call } = setUp({ modelState: () => 'loading' });
    const answer = answerChallenge('aGVsbG8=', call({ signal: caller.signal }), context);
    await clock.advance(100);
    caller.abort();
    expect((await run(clock, answer)).ms).toBeLessThanOrEqual(50);
  });
});
