import type { Keypair } from '../../../bittensor/keys/Keypair.ts';
import { keypairFromSeed } from '../../../bittensor/keys/keypairFromSeed.ts';
import { createRandom } from '../../../support/random/createRandom.ts';

/**
 * Keys of simulated validators from the seed of a run: the same again for the same seed, so that a miner can permit
 * them beforehand. Whoever knows the seed has them: they are for tests, never for a validator of a chain.
 */
export function deriveValidatorKeys(seed: string, count: number): Keypair[] {
  const random = createRandom(`simulated validators/${seed}`);
  return Array.from({ length: count }, (_, index) => keypairFromSeed(random.fork(String(index)).bytes(32)));
}
