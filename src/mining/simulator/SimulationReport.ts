/** What one miner answered to one challenge, as the validator sees it. */
export interface SimulatedAnswer {
  /** Number of the challenge, from 0, in the order in which they were sent. */
  readonly challenge: number;
  /** When it was sent: seconds since the start of the run. */
  readonly atS: number;
  /** SS58 address of the validator that asked. */
  readonly validator: string;
  /** Name of the miner, as the run was given it. */
  readonly miner: string;
  readonly kind: 'scored' | 'organic';
  /** 1: roadwork; `null`: nobody knows (replayed traffic, always organic). */
  readonly label: 0 | 1 | null;
  readonly source: 'real' | 'rendered' | 'replayed';
  /** File, seed or number of the image. */
  readonly image: string;
  /** Probability of roadwork, 0 to 1; `null` where there was none in time. */
  readonly prediction: number | null;
  /** From signing to the parsed reply, milliseconds. */
  readonly latencyMs: number;
  /** Status of the reply: 200 for an answer. */
  readonly status: number;
  /** Why there is no prediction. */
  readonly failure: string | null;
  /** Of this challenge, 0 to 1; 0 for organic ones, which are not scored. */
  readonly reward: number;
  /** The moving average after it, 0 to 1. */
  readonly score: number;
}

/** A number with the 95 % interval that the size of the run leaves open. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What a run adds up to for one miner. Figures of a group that has one class only are `null`, with a reason. */
export interface MinerSummary {
  readonly miner: string;
  readonly uid: number;
  /** `true` for a rival whose answers were drawn at random: nobody measured anything. */
  readonly assumed: boolean;
  /** Scored and organic. */
  readonly challenges: number;
  /** Finite probabilities within the time. */
  readonly answered: number;
  readonly accuracy: Interval | null;
  readonly mcc: Interval | null;
  readonly mccReason: string | null;
  /** Mean of the rewards of this run. */
  readonly reward: number;
  /** What a miner in its stride would earn by these answers (4,000 balanced windows). */
  readonly expectedReward: Interval | null;
  /** The moving average at the end, the mean over validators. */
  readonly score: number;
  /** 1 is the best. */
  readonly rank: number;
  /** Of all weight that goes to miners, by the last weights; the mean over validators. */
  readonly weight: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Reasons for challenges without an answer, with how many. */
  readonly failures: Readonly<Record<string, number>>;
}

export interface SimulationReport {
  readonly seed: string;
  readonly profile: 'january-2026' | 'april-2026' | 'may-2026';
  /** What the figures are worth, e.g. `rendered scenes: not a measure of skill`. */
  readonly note: string | null;
  readonly challenges: number;
  readonly miners: readonly MinerSummary[];
  readonly answers: readonly SimulatedAnswer[];
  /** Seconds. */
  readonly wallClockS: number;
  /** `true` when it was stopped before its end. */
  readonly interrupted: boolean;
}
