import type { Interval, SimulatedAnswer } from '../simulator/SimulationReport.ts';

/** Figures of the demo that may be unknown. */
export type DemoFigure = 'accuracy' | 'mcc' | 'reward' | 'p50Ms' | 'p99Ms';

/** What a run comes to. Figures that are `null` have their reason in `reasons`. */
export interface DemoReport {
  /** Challenges that were sent. */
  readonly challenges: number;
  /** Those that were answered, by a finite number from 0 to 1 within the validators' 9 s. */
  readonly answered: number;
  /** Share of the answers that are right, 0 to 1. */
  readonly accuracy: number | null;
  /** Of the answers, −1 to 1. */
  readonly mcc: number | null;
  /**
   * What a miner in its stride would earn a challenge with these answers, 0 to 1: the mean over 4,000 windows of 100
   * challenges, drawn from them with both labels equally often.
   */
  readonly reward: number | null;
  /**
   * What the validators think at the end, 0 to 1: the moving average that starts at 0 and moves by 5 % a challenge, the
   * mean over the validators. After twenty challenges each it is far below what it would become.
   */
  readonly score: number;
  /** Of the answers, milliseconds as validators see them. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly reasons: Readonly<Partial<Record<DemoFigure, string>>>;
  /** 95 % intervals, for what the number of challenges leaves open. */
  readonly intervals: Readonly<Record<'accuracy' | 'mcc' | 'reward', Interval | null>>;
  /** Mean of what the validators really paid in this run, 0 to 1: little, before they have seen both labels. */
  readonly paid: number;
  /** SS58 address. */
  readonly miner: string;
  /** Where the axon listened. */
  readonly port: number;
  readonly seed: string;
  /** The model that answered. */
  readonly release: { readonly id: string; readonly title: string };
  readonly results: readonly SimulatedAnswer[];
  /** Answers without evidence: the model failed or had no time. */
  readonly guessed: number;
  /** Photographs that could not be read, and why. */
  readonly skipped: readonly { readonly file: string; readonly problem: string }[];
  /** Status of a call that a stranger signed with a key of its own. */
  readonly strangerStatus: number;
  /** From the start to the first answer, starting the model and drawing included; seconds. */
  readonly firstAnswerS: number | null;
  /** The whole run, seconds. */
  readonly wallClockS: number;
  /** What the figures are worth. */
  readonly note: string;
}
