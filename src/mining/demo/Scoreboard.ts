/** One challenge and what came back. */
export interface DemoChallenge {
  /** SS58 address of the simulated validator. */
  readonly validator: string;
  /** 1: the scene shows roadwork. */
  readonly label: 0 | 1;
  /** Probability of roadwork, 0 to 1; `null`: there was no answer in time. */
  readonly prediction: number | null;
  /** Milliseconds from signing to the parsed reply, so as the validator sees them. */
  readonly milliseconds: number;
  /** What the validator pays for it, 0 to 1. */
  readonly reward: number;
  /** Why there is no answer. */
  readonly failure: string | null;
}

/** What a run comes to. */
export interface Scoreboard {
  /** Challenges that were sent. */
  readonly challenges: number;
  /** Those that were answered, by a number from 0 to 1 within the validators' time. */
  readonly answered: number;
  /** Share of the answers that are right, 0 to 1; `null` without answers. */
  readonly accuracy: number | null;
  /** Of the answers, −1 to 1; `null` where it is undefined. */
  readonly mcc: number | null;
  /** Why `mcc` is `null`. */
  readonly mccReason: string | null;
  /** Mean over all challenges that were sent, 0 to 1. */
  readonly reward: number;
  /** Of the answers, milliseconds as validators see them; `null` without answers. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}
