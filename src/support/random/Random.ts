/** A source of random numbers. `createRandom(seed)` makes one that can be replayed; `systemRandom` cannot be. */
export interface Random {
  /** Uniform in 0 … 2³² − 1. */
  nextUint32(): number;
  /** Uniform in [0, 1), in steps of 2⁻⁵³. */
  float(): number;
  /**
   * Uniform in minimum … maximum, both included, without bias.
   * @throws RangeError unless both are safe integers and minimum ≤ maximum, at most 2⁵³ − 1 apart
   */
  int(minimum: number, maximum: number): number;
  /** `length` random bytes. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /**
   * A source of its own for one purpose. For a seeded source it depends on the seed and the label alone, not on what
   * was drawn before: a purpose that draws more does not disturb the others.
   */
  fork(label: string): Random;
}
