import type { Random } from '../../../support/random/Random.ts';
import type { ChallengeSource, PlannedChallenge } from '../ChallengeSource.ts';

export interface BurstOptions {
  readonly challenges: number;
  readonly size: number;
  readonly everyMs: number;
  readonly validators: number;
  /** 0 to 1. */
  readonly organicShare: number;
  readonly random: Random;
}

/**
 * A source whose challenges come in bursts: so many at the same moment, of one validator after the other. It draws
 * labels and kinds as a run without a plan would.
 */
export function planBursts(source: ChallengeSource, options: BurstOptions): ChallengeSource {
  const { size, everyMs, validators, organicShare, random } = options;
  const plan = Array.from(
    { length: options.challenges },
    (_, index): PlannedChallenge => ({
      atMs: Math.floor(index / size) * everyMs,
      kind: random.float() < organicShare ? 'organic' : 'scored',
      label: random.int(0, 1) === 1 ? 1 : 0,
      validator: index % validators,
    }),
  );
  return { plan, next: (label) => source.next(label), close: () => source.close() };
}
