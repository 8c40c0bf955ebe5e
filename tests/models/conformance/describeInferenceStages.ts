import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from '../../../src/contracts/Stage.ts';
import type { InferenceHealth } from '../../../src/models/workers/InferencePool.ts';
import type { Lane } from '../../../src/models/workers/Lane.ts';
import { systemClock } from '../../../src/support/clock/systemClock.ts';
import { colourImage } from '../colourImage.ts';
import { inMs, outcomeOf } from '../startTestPool.ts';
import type { TestReleaseOptions } from '../writeTestRelease.ts';

export interface StagesUnderTest {
  stageOf(lane: Lane): Stage;
  health(): Promise<InferenceHealth>;
  /** Afterwards the stages are asked once more. */
  close(): Promise<void>;
}

/** The release that they must run: about half a second of work for a red image. */
export const conformanceRelease: TestReleaseOptions = { id: 'first', onRed: { loops: 12_000 } };
export const conformanceConfig = { queue: 3, budgetMs: 100 } as const;

/** What whoever runs images must do, be it in this process or behind a socket. Starts one and closes it. */
export function describeInferenceStages(name: string, start: () => Promise<StagesUnderTest>): void {
  describe(`inference stages: ${name}`, { timeout: 60_000 }, () => {
    let stages: StagesUnderTest;
    let grey: Uint8Array;
    let red: Uint8Array;
    beforeAll(async () => {
      grey = await colourImage(90, 100, 110);
      red = await colourImage(255, 0, 0);
      stages = await start();
    });
    afterAll(() => stages.close());

    const run = (image: Uint8Array, ms = 10_000, lane: Lane = 'challenge', signal?: AbortSignal) =>
      stages.stageOf(lane).run(image, inMs(ms), signal);
    const untilHealth = async (isSo: (health: InferenceHealth) => boolean): Promise<void> => {
      const end = Date.now() + 15_000;
      while (!isSo(await stages.health())) {
        if (Date.now() > end) throw new Error('its health does not become as it should be');
        await systemClock.sleep(10);
      }
    };
    const untilBusy = () => untilHealth(({ workers }) => workers.some(({ state }) => state === 'busy'));
    /** A worker answers a moment before it is free, and what comes then waits in the queue. */
    const untilIdle = () => untilHealth(({ workers }) => workers.every(({ state }) => state === 'idle'));

    it('gives evidence with the facts of the image, and says what is none', async () => {
      for (const lane of ['challenge', 'background'] as const) {
        expect(await run(grey, 10_000, lane)).toMatchObject({
          ...{ stage: 'classifier', outcome: 'evidence' },
          evidence: {
            release: 'first',
            probability: expect.any(Number),
            details: {
              logit: expect.any(Number),
              image: { width: 48, height: 32, perceptualHash: expect.stringMatching(/^[0-9a-f]{16}$/) },
            },
          },
          timings: { queue: expect.any(Number), decode: expect.any(Number), hash: expect.any(Number) },
        });
      }
      expect(await run(Uint8Array.of(1, 2, 3))).toMatchObject({
        ...{ outcome: 'none', reason: 'undecodable', error: { code: 'RC_IMAGING_FORMAT_UNSUPPORTED' } },
      });
      expect(await run(new Uint8Array())).toMatchObject({ outcome: 'none', reason: 'undecodable' });
    });

    it('answers late at the deadline, and at once where it is over already', async () => {
      const { atNs } = inMs(250);
      expect(outcomeOf(await stages.stageOf('challenge').run(red, { atNs }))).toBe('late');
      expect(Number(systemClock.monotonicNs() - atNs) / 1e6).toBeGreaterThan(-10);
      expect(outcomeOf(await run(grey, -1))).toBe('late');
      expect(outcomeOf(await run(grey, 0))).toBe('late');
      await untilIdle();
    });

    it('gives up what its caller gives up', async () => {
      const running = new AbortController();
      const first = run(red, 10_000, 'challenge', running.signal);
      await untilBusy();
      const queued = new AbortController();
      const second = run(grey, 10_000, 'challenge', queued.signal);
      queued.abort();
      running.abort();
      expect([outcomeOf(await first), outcomeOf(await second)]).toEqual(['cancelled', 'cancelled']);
      expect(outcomeOf(await run(grey, 10_000, 'background', AbortSignal.abort()))).toBe('cancelled');
      expect(outcomeOf(await run(grey))).toBe('evidence');
    });

    it('takes no more than its queue holds, and challenges push background work out', async () => {
      await untilIdle();
      const first = run(red);
      await untilBusy();
      const background = [run(grey, 8_000, 'background'), run(grey, 9_000, 'background')];
      const challenge = run(grey, 9_000);
      await untilHealth(({ queued }) => queued === 3);
      expect(outcomeOf(await run(grey, 5_000, 'background'))).toBe('overloaded');
      const more = [run(grey, 9_000), run(grey, 9_000)];
      expect((await Promise.all(background)).map(outcomeOf)).toEqual(['overloaded', 'overloaded']);
      expect(outcomeOf(await run(grey))).toBe('overloaded');
      expect((await Promise.all([first, challenge, ...more])).map(outcomeOf)).toEqual(
        Array(4).fill('evidence'),
      );
    });

    it('takes nothing more once it is closed, and answers what it has', async () => {
      const first = run(red);
      await untilBusy();
      const waiting = run(grey);
      await stages.close();
      for (const result of await Promise.all([waiting, run(grey)])) {
        expect(result).toMatchObject({ reason: 'failed', error: { code: 'RC_WORKERS_CLOSED' } });
      }
      // A pool finishes what is running; a client that is closed has nobody to wait for it any more.
      expect(['evidence', 'failed']).toContain(outcomeOf(await first));
    });
  });
}
