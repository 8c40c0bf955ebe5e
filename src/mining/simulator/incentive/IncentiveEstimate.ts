import type { WeightOptions } from '../../../subnets/streetvision/validator/chooseWeights.ts';
import type { Random } from '../../../support/random/Random.ts';
import type { Interval } from '../SimulationReport.ts';
import type { AssumedMiner } from './drawScores.ts';

export interface AssumedRivals extends AssumedMiner {
  /** How many miners like this. */
  readonly count: number;
}

export interface IncentiveOptions {
  /** Our own miner: how often it is right, or the mean reward that `evaluate` measured for it (0 to 1). */
  readonly ours: AssumedMiner | { readonly reward: number; readonly answerRate: number };
  readonly rivals: readonly AssumedRivals[];
  /** Of the miners' incentive, what is burned whatever they do: 0 to 1. It has been 1 since May 2026. */
  readonly burnShare: number;
  /** Validators, all of the same stake; 5 by default. */
  readonly validators?: number;
  /** True: all set the same weights. False, the default: each by what it asked itself, and the median decides. */
  readonly validatorsAgree?: boolean;
  /** Of the subnet. */
  readonly weights?: Omit<WeightOptions, 'halt'>;
  /** A share of the miners' incentive that would pay our costs; by default an equal part of what is not burned. */
  readonly breakEvenShare?: number;
  readonly random: Random;
  /** Moments at which weights are set; 2,000 by default. */
  readonly moments?: number;
}

/** What one more percent of accuracy is worth; `null` with a reason where that cannot be said. */
export type OnePercentMore =
  | {
      readonly from: number;
      readonly to: number;
      /** Of the share, and relative to the share at `from`. */
      readonly gain: Interval;
      readonly relative: number;
    }
  | { readonly gain: null; readonly reason: string };

/** What would come of assumptions. Shares are of the whole incentive of miners, what is burned included. */
export interface IncentiveEstimate {
  /** Our expected share, with the 95 % interval that the number of simulated moments leaves open. */
  readonly share: Interval;
  /** Between these our share lies in 95 % of moments. */
  readonly moments: { readonly low: number; readonly high: number };
  /** An equal part of what is not burned. */
  readonly equalShare: number;
  readonly burnShare: number;
  /** Our mean score, 0 to 1. */
  readonly score: number;
  readonly rivals: readonly (AssumedRivals & {
    readonly score: number;
    /** Of each of them. */
    readonly share: number;
  })[];
  readonly onePercentMore: OnePercentMore;
  readonly breakEven: {
    readonly share: number;
    /** The accuracy at which the expected share reaches it; `null` with a reason where none does. */
    readonly accuracy: number | null;
    readonly reason: string | null;
  };
  /** In a sentence, what an operator has to know first; `null` where there is nothing. */
  readonly warning: string | null;
}
