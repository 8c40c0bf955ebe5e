import type { MetagraphSnapshot } from '../../bittensor/metagraph/metagraphSnapshot.ts';

/**
 * The newest snapshot that is held, and how to get one look at a single hotkey (ruling 32). Files and, later, the chain
 * process implement it.
 */
export interface MetagraphSource {
  /** It knows validators alone, so that a miner who is not in it may be registered all the same. */
  readonly partial?: boolean;
  /** `null` until there is one. It is replaced whole, never changed. */
  current(): MetagraphSnapshot | null;
  /** Told after each replacement. @returns a function that ends it */
  subscribe(listener: (snapshot: MetagraphSnapshot) => void): () => void;
  /** Looks a hotkey up at the source itself, at most a few seconds; absent where that is not possible. */
  lookUp?(hotkey: string): Promise<boolean>;
  close(): void;
}
