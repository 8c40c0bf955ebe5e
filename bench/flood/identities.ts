import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';

/** A validator of the benchmark. */
export interface Validator {
  readonly keypair: Keypair;
  /** From which it calls. */
  readonly address: string;
  /** Share of the flood after which it calls for the first time; 0: it is known before the flood. */
  readonly from: number;
}

/** Of the miner. A development key that everybody knows, as all here. */
export const minerUri = '//RoadcrewBench//Miner';

/** The validator's own address from which a tenth of the flood comes. */
export const floodedAddress = '127.0.1.1';

/** 127.0.0.2 to 127.0.0.250. */
export const attackerAddresses = Array.from({ length: 249 }, (_, index) => `127.0.0.${index + 2}`);

/** When those call first who are not known before, and from where. */
const newcomers = [
  { address: '127.0.1.8', from: 0.25 },
  // Beside the validator whose address is flooded.
  { address: floodedAddress, from: 0.4 },
  // From the midst of the attackers.
  { address: '127.0.0.77', from: 0.55 },
];

/** Ten of the keys that the servers of `bench/axon` permit. Seven are known, three are not. */
export const validators: readonly Validator[] = Array.from({ length: 10 }, (_, index) => ({
  keypair: keypairFromUri(`//Validator//${index}`),
  ...(newcomers[index - 7] ?? { address: `127.0.1.${index + 1}`, from: 0 }),
}));
