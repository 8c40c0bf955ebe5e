import type { AxonConfigInput } from '../../bittensor/axon/configSchema.ts';
import type { MinerConfigInput } from './configSchema.ts';

/** The sections of the configuration that a miner lives by; what is left out takes its default. */
export interface MinerSections {
  readonly axon?: AxonConfigInput;
  readonly miner?: MinerConfigInput;
  readonly metagraph?: { readonly minimumStakeTao?: string };
}
