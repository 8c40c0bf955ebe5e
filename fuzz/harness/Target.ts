import type { Random } from './createRandom.ts';

/** `accepted`: the code under test took the input, and every oracle agrees that it may. */
export type Verdict = 'accepted' | 'rejected';

/** One parser under fire. `run` holds the oracles: what it returns has been judged. */
export interface Target {
  /** Also the folder of its seeds. */
  name: string;
  /** What is fuzzed and what an accepted input must fulfil, for the report and for readers. */
  oracle: string;
  /** Makes a valid input; `run` must accept it unchanged, or the fuzzing would only knock on a closed door. */
  makeValid(random: Random): Uint8Array | Promise<Uint8Array>;
  /** Tokens that mean something to the parser. */
  dictionary: readonly string[];
  /** Largest input in bytes. */
  maxLength: number;
  /** A mutation that knows the format; used for half of the inputs, the other half is mutated as bytes. */
  mutate?(random: Random, input: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** Share of the requested number of runs, for targets that are slow (default 1). */
  share?: number;
  /** Chance that an input starts from a newly made valid one and not from the corpus (default 0.05). */
  freshShare?: number;
  /**
   * Feeds one input to the code under test.
   * @throws RoadcrewError when the code refuses it cleanly (counted as rejected); WrongVerdict when an oracle
   *   disagrees; anything else is a crash.
   */
  run(input: Uint8Array): Verdict | Promise<Verdict>;
  /** Ends what the target has opened. */
  close?(): Promise<void>;
}

/** The kinds of failure. `wrong-reject` is a valid input that was refused. */
export type FailureKind = 'crash' | 'hang' | 'wrong-accept' | 'wrong-reject';
