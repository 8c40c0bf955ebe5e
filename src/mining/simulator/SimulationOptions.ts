import type { Dendrite } from '../../bittensor/dendrite/createDendrite.ts';
import type { AxonAddress } from '../../bittensor/dendrite/signRequest.ts';
import type { Keypair } from '../../bittensor/keys/Keypair.ts';
import type { ChallengeProfileName } from '../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import type { ChainWeight, WeightOptions } from '../../subnets/streetvision/validator/chooseWeights.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { ChallengeSource, SentChallenge } from './ChallengeSource.ts';
import type { SimulatedAnswer } from './SimulationReport.ts';

/** A miner that is asked over the network. */
export interface SimulatedMiner {
  /** As the report calls it; each once. */
  readonly name: string;
  /** Each once, 0 to 65,535. Not 0 where it shall get weight although validators burn: 0 is their burn uid. */
  readonly uid: number;
  readonly address: AxonAddress;
}

/** A competitor without a server: numbers that somebody assumed, so that rank and weights mean something. */
export interface Rival {
  readonly name: string;
  /** Probability that an answer is right, 0 to 1. */
  readonly accuracy: number;
  /** Probability that it answers in time, 0 to 1. */
  readonly answerRate: number;
}

/**
 * When a validator sends. `fixed`: so many seconds after the answers to its last challenge, as validators did
 * (60 in January, 66 in May). `poisson`: at random, on average so often, whether or not the last one was answered.
 * `none`: as soon as the last one was answered. All of it for each validator by itself.
 */
export type Pace =
  | { readonly kind: 'fixed'; readonly seconds: number }
  | { readonly kind: 'poisson'; readonly perMinute: number }
  | { readonly kind: 'none' };

export interface SimulationOptions {
  /** At least one. */
  readonly miners: readonly SimulatedMiner[];
  /** How many, with keys of their own, or whose keys they sign with. */
  readonly validators: number | readonly Keypair[];
  /** Of the images. The run does not close it. */
  readonly source: ChallengeSource;
  /** How images were prepared; it decides, too, how many miners an organic challenge goes to. */
  readonly profile: ChallengeProfileName;
  /** How many, of all validators together; fewer when the source has no more, and as many as its plan has. */
  readonly challenges: number;
  /** Not looked at where the source has a plan. */
  readonly pace: Pace;
  /** Probability that a challenge is organic, 0 to 1; 0 by default. */
  readonly organicShare?: number;
  /** `uniform`, as validators draw them (default), or as many of each as the number allows. */
  readonly labels?: 'uniform' | 'balanced';
  /** Miners that a challenge goes to; 10 by default, never more than there are. */
  readonly sampleSize?: number;
  /** Seconds; 9 by default. */
  readonly timeout?: number;
  readonly rivals?: readonly Rival[];
  /** Decides everything but keys and latencies. */
  readonly seed: string;
  /** Of the subnet, for the weights. */
  readonly weights?: WeightOptions;
  /** What the figures are worth; it goes into the report. */
  readonly note?: string | null;
  readonly clock?: Clock;
  /** Ends the run; what was answered until then is reported. */
  readonly signal?: AbortSignal;
  /** Told of each challenge just before it is sent. */
  readonly onChallenge?: (sent: SentChallenge) => void;
  /** Told of each answer of a miner (not of rivals), once it is scored. */
  readonly onAnswer?: (answer: SimulatedAnswer) => void;
  /** Told of the weights that a validator (its SS58 address) sets, every 100 blocks or 20 minutes. */
  readonly onWeights?: (validator: string, weights: readonly ChainWeight[]) => void;
  /** How a validator calls; `createDendrite` by default. The run closes it. */
  readonly openDendrite?: (keypair: Keypair, validator: number) => Dendrite;
}
