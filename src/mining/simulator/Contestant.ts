import type { AxonAddress } from '../../bittensor/dendrite/signRequest.ts';
import type { Rival } from './SimulationOptions.ts';

/** Whoever a validator may draw: a miner that is asked over the network, or an assumed rival. */
export interface Contestant {
  readonly name: string;
  readonly uid: number;
  /** SS58 address; of a rival, a text that stands for one. */
  readonly hotkey: string;
  readonly answersBy:
    | { readonly kind: 'network'; readonly address: AxonAddress }
    | { readonly kind: 'chance'; readonly rival: Rival };
}
