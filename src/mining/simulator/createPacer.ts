import type { Clock } from '../../support/clock/Clock.ts';
import type { Random } from '../../support/random/Random.ts';
import type { Pace } from './SimulationOptions.ts';

/** When one validator sends. */
export interface Pacer {
  /** Whether the next challenge waits for the answers to the last one. */
  readonly waitsForAnswers: boolean;
  /**
   * Resolves when the next challenge is to leave.
   * @param atMs after the start, where a plan says so
   * @throws the signal's reason when it aborts
   */
  untilNext(atMs: number | null, signal: AbortSignal): Promise<void>;
}

/**
 * @param startNs of the run, by the clock's monotonic time
 * @param planned the times come from a plan
 */
export function createPacer(
  pace: Pace,
  options: {
    readonly planned: boolean;
    readonly startNs: bigint;
    readonly clock: Clock;
    readonly random: Random;
  },
): Pacer {
  const { planned, startNs, clock, random } = options;
  const sinceStartMs = () => Number(clock.monotonicNs() - startNs) / 1e6;
  const sleepUntil = async (ms: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    const left = ms - sinceStartMs();
    if (left > 0) await clock.sleep(left, signal);
  };
  if (planned) {
    return {
      waitsForAnswers: false,
      untilNext: (atMs, signal) => sleepUntil(atMs ?? 0, signal),
    };
  }
  if (pace.kind === 'poisson') {
    const meanMs = 60_000 / pace.perMinute;
    let dueMs = 0;
    return {
      waitsForAnswers: false,
      untilNext(_, signal) {
        dueMs += -Math.log(1 - random.float()) * meanMs;
        return sleepUntil(dueMs, signal);
      },
    };
  }
  const pauseMs = pace.kind === 'fixed' ? pace.seconds * 1_000 : 0;
  // Validators are not in step.
  let pause = random.float() * pauseMs;
  return {
    waitsForAnswers: true,
    async untilNext(_, signal) {
      signal.throwIfAborted();
      const ms = pause;
      pause = pauseMs;
      if (ms > 0) await clock.sleep(ms, signal);
    },
  };
}
