import type { ChallengeImage, ChallengeSource } from './ChallengeSource.ts';
import type { ChallengeDraw, ChallengePlan } from './createChallengePlan.ts';
import { workAhead } from './workAhead.ts';

/** A challenge that is ready to be sent. */
export interface ReadyChallenge extends ChallengeDraw {
  /** From 0, in the order of the plan. */
  readonly challenge: number;
  readonly image: ChallengeImage;
}

/** Hands the challenges of a plan, with their images, to the validators that they are for. */
export interface ChallengeFeed {
  /**
   * @param validator index; one call at a time for each
   * @returns `null` when there is nothing more for it
   * @throws what the source threw; the signal's reason when it aborts
   */
  take(validator: number): Promise<ReadyChallenge | null>;
}

/** Images that are prepared ahead, and that may wait for a validator that is slower than the others. */
const ahead = 8;
const mostWaiting = 32;

/**
 * Which image goes to which validator depends on the plan alone, not on who is faster; the fast ones wait when too
 * many images lie ready for a slow one.
 */
export function createChallengeFeed(
  plan: ChallengePlan,
  source: ChallengeSource,
  validators: number,
  signal: AbortSignal,
): ChallengeFeed {
  const work = async (draw: ChallengeDraw) => ({ draw, image: await source.next(draw.label) });
  const results = workAhead(plan.next, work, ahead);
  const queues = Array.from({ length: validators }, (): ReadyChallenge[] => []);
  let count = 0;
  let ended = false;
  let pulling: Promise<void> | undefined;
  let taken = Promise.withResolvers<void>();
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // A run that ends by itself never looks at it.
  stopped.catch(() => {});

  const pull = async (): Promise<void> => {
    const result = await results.next();
    if (result.done === true) {
      ended = true;
      return;
    }
    const { draw, image } = result.value;
    if (image === null) {
      plan.skip();
      return;
    }
    plan.take();
    queues[draw.validator]?.push({ ...draw, challenge: count, image });
    count += 1;
  };

  return {
    async take(validator) {
      const own = queues[validator] ?? [];
      for (;;) {
        const ready = own.shift();
        if (ready !== undefined) {
          taken.resolve();
          taken = Promise.withResolvers();
          return ready;
        }
        if (ended) return null;
        signal.throwIfAborted();
        if (queues.some((queue) => queue.length >= mostWaiting)) {
          await Promise.race([taken.promise, stopped]);
        } else {
          pulling ??= pull().finally(() => {
            pulling = undefined;
          });
          await Promise.race([pulling, stopped]);
        }
      }
    },
  };
}
