import { createRandom } from '../../support/random/createRandom.ts';
import { shuffle } from '../../support/random/shuffle.ts';
import type { PlannedChallenge } from './ChallengeSource.ts';

/** A challenge that is yet without an image. `atMs` is `null` where the pace decides. */
export type ChallengeDraw = Omit<PlannedChallenge, 'atMs'> & { readonly atMs: number | null };

/** What a run asks for, one challenge after the other. */
export interface ChallengePlan {
  /** @returns `undefined` while as many are out as there shall be */
  next(): ChallengeDraw | undefined;
  /** There was no image for a round: it is drawn again, except in a plan that was given. */
  skip(): void;
  /** There was one. */
  take(): void;
}

export interface ChallengePlanOptions {
  readonly seed: string;
  /** Of all validators together. */
  readonly challenges: number;
  readonly validators: number;
  /** Probability of an organic challenge, 0 to 1. */
  readonly organicShare: number;
  readonly labels: 'uniform' | 'balanced';
  /** Decides everything where there is one. */
  readonly given?: readonly PlannedChallenge[] | undefined;
}

/** So many rounds without an image in a row, and the source counts as exhausted. */
const mostSkips = 100;

/**
 * Challenges in turn for each validator, with a label that is drawn as validators draw it, each with probability ½
 * (`balanced`: half of them of each, in random order; of an odd number, one more of a label that the seed chooses).
 */
export function createChallengePlan(options: ChallengePlanOptions): ChallengePlan {
  const { challenges, validators, organicShare, given } = options;
  const random = createRandom(`simulation/${options.seed}`);
  const labels = options.labels === 'balanced' ? balancedLabels() : null;
  const sources = Array.from({ length: validators }, (_, index) => random.fork(`challenges of ${index}`));
  let drawn = 0;
  let skipped = 0;
  let inARow = 0;

  function balancedLabels(): (0 | 1)[] {
    const source = random.fork('labels');
    const offset = source.int(0, 1);
    const even = Array.from({ length: challenges }, (_, index): 0 | 1 =>
      (index + offset) % 2 === 0 ? 0 : 1,
    );
    return shuffle(even, source);
  }

  function draw(): ChallengeDraw | undefined {
    if (given !== undefined) {
      const entry = given[drawn];
      return entry && { ...entry, validator: entry.validator % validators };
    }
    if (drawn - (labels === null ? skipped : 0) >= challenges) return undefined;
    const validator = drawn % validators;
    const source = sources[validator] ?? random;
    // Both are drawn every time, so that a share of organic ones does not change the labels.
    const label = source.int(0, 1) === 1 ? 1 : 0;
    const kind = source.float() < organicShare ? 'organic' : 'scored';
    return { validator, kind, label: labels?.[drawn] ?? label, atMs: null };
  }

  return {
    next() {
      if (inARow >= mostSkips) return undefined;
      const next = draw();
      if (next !== undefined) drawn += 1;
      return next;
    },
    skip() {
      skipped += 1;
      inARow += 1;
    },
    take() {
      inARow = 0;
    },
  };
}
