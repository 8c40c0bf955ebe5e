import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DetectionPolicy } from '../contracts/DetectionPolicy.ts';
import type { Stage } from '../contracts/Stage.ts';
import type { StageId, StageResult } from '../contracts/StageResult.ts';
import { createManualClock } from '../support/clock/createManualClock.ts';
import { createDetector } from './createDetector.ts';
import { latestEvidencePolicy } from './latestEvidencePolicy.ts';
import { priorProbability } from './settleProbability.ts';

const image = Uint8Array.of(1, 2, 3);
const policy = latestEvidencePolicy(['classifier']);

const evidenceOf = (stage: StageId, probability: number): StageResult => ({
  stage,
  outcome: 'evidence',
  evidence: { probability, release: 'tiny-1', details: {} },
  timings: {},
});
const stageOf = (run: Stage['run'], id: StageId = 'classifier'): Stage => ({ id, run });
const saying = (probability: number, id: StageId = 'classifier') =>
  stageOf(async () => evidenceOf(id, probability), id);
const within = (clock: { monotonicNs(): bigint }, ms: number) => ({
  atNs: clock.monotonicNs() + BigInt(ms) * 1_000_000n,
});

const decide = async (stage: Stage) => {
  const clock = createManualClock();
  return createDetector({ stages: [stage], policy, clock }).detect(image, within(clock, 1_000));
};

describe('createDetector', () => {
  it('answers what its stage says', async () => {
    expect(await decide(saying(0.93))).toMatchObject({
      probability: 0.93,
      basis: 'evidence',
      stages: [{ stage: 'classifier', outcome: 'evidence' }],
    });
    expect((await decide(saying(0))).probability).toBe(0);
    expect((await decide(saying(1))).probability).toBe(1);
  });

  it('hands image, deadline and a signal to the stage', async () => {
    const clock = createManualClock();
    const deadline = within(clock, 5);
    const seen: unknown[] = [];
    const stage = stageOf(async (...args) => {
      seen.push(...args);
      return evidenceOf('classifier', 0.9);
    });
    await createDetector({ stages: [stage], policy, clock }).detect(image, deadline);
    expect(seen[0]).toBe(image);
    expect(seen[1]).toBe(deadline);
    expect(seen[2]).toBeInstanceOf(AbortSignal);
  });

  it('never answers 0.5, and guesses without evidence on the side of no roadwork', async () => {
    expect((await decide(saying(0.5))).probability).toBe(priorProbability);
    const guess = await decide(
      stageOf(async () => ({ stage: 'classifier', outcome: 'none', reason: 'undecodable', timings: {} })),
    );
    expect(guess).toMatchObject({ probability: priorProbability, basis: 'prior' });
    expect(Math.fround(guess.probability)).toBeLessThan(0.5);
  });

  it('breaks a tie of several stages to the side of the first', async () => {
    const clock = createManualClock();
    const both: DetectionPolicy = {
      next: (results) => (['classifier', 'vlm'] as const)[results.length] ?? null,
      combine: () => 0.5,
    };
    for (const [first, wanted] of [
      [0.9, 0.5 + 1e-6],
      [0.1, 0.5 - 1e-6],
    ] as const) {
      const stages = [saying(1 - first, 'vlm'), saying(first)];
      const decision = await createDetector({ stages, policy: both, clock }).detect(image, within(clock, 9));
      expect(decision.probability).toBe(wanted);
      expect(decision.stages.map(({ stage }) => stage)).toEqual(['classifier', 'vlm']);
    }
  });

  it('turns whatever a stage does wrong into a result without evidence', async () => {
    const hostile = new Proxy({}, { get: () => expect.unreachable() });
    const faults: readonly (readonly [string, () => unknown, string])[] = [
      [
        'throws',
        () => {
          throw new Error('boom.');
        },
        'RC_DETECTOR_STAGE_FAILED',
      ],
      ['rejects', () => Promise.reject(new Error('boom')), 'RC_DETECTOR_STAGE_FAILED'],
      ['rejects with nothing', () => Promise.reject(undefined), 'RC_DETECTOR_STAGE_FAILED'],
      [
        'rejects with what cannot be printed',
        () => Promise.reject(Object.create(null)),
        'RC_DETECTOR_STAGE_FAILED',
      ],
      ['answers nothing', () => undefined, 'RC_DETECTOR_STAGE_ANSWER_INVALID'],
      ['answers NaN', () => evidenceOf('classifier', Number.NaN), 'RC_DETECTOR_STAGE_ANSWER_INVALID'],
      ['answers 1.5', () => evidenceOf('classifier', 1.5), 'RC_DETECTOR_STAGE_ANSWER_INVALID'],
      ['answers -1', () => evidenceOf('classifier', -1), 'RC_DETECTOR_STAGE_ANSWER_INVALID'],
      ['speaks for another', () => evidenceOf('vlm', 0.9), 'RC_DETECTOR_STAGE_ANSWER_INVALID'],
      ['answers with a trap', () => hostile, 'RC_DETECTOR_STAGE_FAILED'],
    ];
    for (const [name, run, code] of faults) {
      const decision = await decide(stageOf(run as Stage['run']));
      expect(decision, name).toMatchObject({
        probability: priorProbability,
        basis: 'prior',
        stages: [{ outcome: 'none', reason: 'failed', error: { code } }],
      });
    }
  });

  it('answers at the deadline when a stage hangs, and tells the stage', async () => {
    const clock = createManualClock();
    let told: AbortSignal | undefined;
    const stage = stageOf((_image, _deadline, signal) => {
      told = signal;
      return new Promise(() => {});
    });
    const deciding = createDetector({ stages: [stage], policy, clock }).detect(image, within(clock, 100));
    await clock.advance(99);
    expect(told?.aborted).toBe(false);
    await clock.advance(1);
    expect(await deciding).toMatchObject({
      basis: 'prior',
      stages: [{ reason: 'late', error: { code: 'RC_DETECTOR_LATE' } }],
      wallMs: 100,
    });
    expect(told?.aborted).toBe(true);
    expect(clock.sleepers).toBe(0);
  });

  it('runs nothing after the deadline', async () => {
    const clock = createManualClock();
    const stage = stageOf(() => expect.unreachable());
    const detector = createDetector({ stages: [stage], policy, clock });
    expect(await detector.detect(image, { atNs: clock.monotonicNs() })).toMatchObject({
      basis: 'prior',
      stages: [{ reason: 'late' }],
    });
  });

  it('leaves no timer behind when a stage is quick, and takes deadlines beyond what timers count', async () => {
    const clock = createManualClock();
    const detector = createDetector({ stages: [saying(0.9)], policy, clock });
    expect((await detector.detect(image, { atNs: 2n ** 80n })).probability).toBe(0.9);
    expect(clock.sleepers).toBe(0);
  });

  it('stops when the caller gives up, before and during the work', async () => {
    const clock = createManualClock();
    const caller = new AbortController();
    const stage = stageOf(() => new Promise(() => {}));
    const detector = createDetector({ stages: [stage], policy, clock });
    const deciding = detector.detect(image, within(clock, 1_000), caller.signal);
    caller.abort();
    const cancelled = { basis: 'prior', stages: [{ reason: 'cancelled' }] };
    expect(await deciding).toMatchObject(cancelled);
    expect(await detector.detect(image, within(clock, 1_000), caller.signal)).toMatchObject(cancelled);
    expect(clock.sleepers).toBe(0);
  });

  it('survives policies that throw, repeat themselves, or combine to nonsense', async () => {
    const clock = createManualClock();
    const broken: DetectionPolicy[] = [
      { next: () => 'classifier', combine: () => 0.9 },
      { next: (results) => (results.length === 0 ? 'classifier' : 'video'), combine: () => Number.NaN },
      { next: (results) => (results.length === 0 ? 'classifier' : null), combine: () => 7 },
      { next: (results) => (results.length === 0 ? 'classifier' : null), combine: () => null },
      {
        next(results) {
          if (results.length > 0) throw new Error('lost');
          return 'classifier';
        },
        combine() {
          throw new Error('lost');
        },
      },
    ];
    for (const each of broken) {
      const detector = createDetector({ stages: [saying(0.9)], policy: each, clock });
      const decision = await detector.detect(image, within(clock, 9));
      expect(decision).toMatchObject({ probability: 0.9, basis: 'evidence' });
      expect(decision.stages).toHaveLength(1);
    }
    // Without evidence, what a policy combines is made up.
    const inventive = createDetector({
      stages: [],
      policy: { next: () => null, combine: () => 0.99 },
      clock,
    });
    expect((await inventive.detect(image, within(clock, 9))).basis).toBe('prior');
  });

  it('takes each stage once', () => {
    const stages = [saying(0.1), saying(0.2)];
    expect(() => createDetector({ stages, policy, clock: createManualClock() })).toThrow('each stage once');
  });
});

describe('a decision, whatever the stages do', () => {
  const ids = ['classifier', 'florence', 'vlm'] as const;
  const behaviour = fc.oneof(
    fc.record({ does: fc.constant('say' as const), value: fc.double() }),
    fc.record({ does: fc.constant('say' as const), value: fc.constantFrom(0, 0.5, 1) }),
    fc.record({ does: fc.constantFrom('throw', 'hang', 'none', 'nonsense'), value: fc.anything() }),
    fc.record({ does: fc.constant('late' as const), value: fc.double({ min: 0, max: 1, noNaN: true }) }),
  );

  it('is a finite probability but 0.5, in time, from stages that ran once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(behaviour, { minLength: 3, maxLength: 3 }),
        fc.array(fc.constantFrom<StageId | null>(...ids, 'burst', null), { maxLength: 8 }),
        fc.oneof(fc.double(), fc.constant(0.5), fc.constant(null)),
        async (behaviours, route, combined) => {
          const clock = createManualClock();
          const stages = behaviours.map(({ does, value }, index) => {
            const id = ids[index] ?? 'burst';
            const run = async (): Promise<StageResult> => {
              if (does === 'throw') throw value;
              if (does === 'hang') return new Promise(() => {});
              if (does === 'none') return { stage: id, outcome: 'none', reason: 'neutral', timings: {} };
              if (does === 'nonsense') return value as StageResult;
              if (does === 'late') await clock.sleep(60);
              return evidenceOf(id, value as number);
            };
            return stageOf(run, id);
          });
          const detector = createDetector({
            stages,
            policy: { next: (results) => route[results.length] ?? null, combine: () => combined },
            clock,
          });
          let decided = false;
          const deciding = detector.detect(image, within(clock, 100)).finally(() => {
            decided = true;
          });
          for (let step = 0; step < 10 && !decided; step += 1) await clock.advance(20);
          const { probability, basis, stages: ran, wallMs } = await deciding;
          expect(probability >= 0 && probability <= 1 && probability !== 0.5).toBe(true);
          expect(wallMs).toBeLessThanOrEqual(100);
          expect(new Set(ran.map(({ stage }) => stage)).size).toBe(ran.length);
          expect(basis === 'evidence').toBe(ran.some(({ outcome }) => outcome === 'evidence'));
          expect(clock.sleepers).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 200 },
    );
  });
});
