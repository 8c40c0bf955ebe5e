import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { createPacer } from './createPacer.ts';
import type { Pace } from './SimulationOptions.ts';

const never = new AbortController().signal;

/** Milliseconds at which `count` challenges leave when each is answered after `answerMs`. */
async function timesOf(pace: Pace, count: number, { answerMs = 100, plan = [] as number[] } = {}) {
  const clock = createManualClock();
  const startNs = clock.monotonicNs();
  const random = createRandom('pace');
  const pacer = createPacer(pace, { planned: plan.length > 0, startNs, clock, random });
  const times: number[] = [];
  const run = async () => {
    for (let index = 0; index < count; index += 1) {
      await pacer.untilNext(plan[index] ?? null, never);
      times.push(Number(clock.monotonicNs() - startNs) / 1e6);
      if (pacer.waitsForAnswers) await clock.sleep(answerMs);
    }
  };
  const running = run();
  await clock.advance(10_000_000);
  await running;
  return times;
}

describe('createPacer', () => {
  it('waits a fixed time after each answer, from some moment on', async () => {
    const [first = 0, ...rest] = await timesOf({ kind: 'fixed', seconds: 60 }, 3);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(60_000);
    expect(rest.map((time) => Math.round(time - first))).toEqual([60_100, 120_200]);
  });

  it('sends the next one after the answer, or by a plan', async () => {
    expect(await timesOf({ kind: 'none' }, 3)).toEqual([0, 100, 200]);
    expect(await timesOf({ kind: 'none' }, 3, { plan: [0, 5, 5_000] })).toEqual([0, 5, 5_000]);
  });

  it('sends at random times, whether or not there was an answer', async () => {
    const times = await timesOf({ kind: 'poisson', perMinute: 60 }, 2_000);
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    // An exponential distribution: both are 1,000, the mean within 22, the deviation within 32 (one sigma).
    expect(Math.abs(mean - 1_000)).toBeLessThan(120);
    expect(Math.abs(deviation - 1_000)).toBeLessThan(180);
  });

  it('stops when it is told to', async () => {
    const clock = createManualClock();
    const controller = new AbortController();
    const options = { planned: false, startNs: 0n, clock, random: createRandom('a') };
    const waiting = createPacer({ kind: 'fixed', seconds: 60 }, options).untilNext(null, controller.signal);
    controller.abort(new Error('Ctrl-C'));
    await expect(waiting).rejects.toThrow('Ctrl-C');
    const stopped = createPacer({ kind: 'none' }, options).untilNext(null, controller.signal);
    await expect(stopped).rejects.toThrow('Ctrl-C');
  });
});
