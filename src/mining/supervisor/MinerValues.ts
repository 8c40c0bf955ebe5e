import type { z } from 'zod';
import type { AxonConfig } from '../../bittensor/axon/configSchema.ts';
import type { MetagraphConfig } from '../../bittensor/metagraph/configSchema.ts';
import type { configSchema as detector } from '../../detector/configSchema.ts';
import type { configSchema as inference } from '../../models/workers/configSchema.ts';
import type { RecordsConfig } from '../../records/configSchema.ts';
import type { configSchema as logging } from '../../support/logging/configSchema.ts';
import type { AlertsConfig } from '../alerts/configSchema.ts';
import type { LimitsConfig } from '../limits/configSchema.ts';
import type { MinerConfig } from '../miner/configSchema.ts';
import type { RestConfig } from '../rest/configSchema.ts';
import type { AdminConfig } from './adminConfigSchema.ts';
import type { SupervisorConfig } from './configSchema.ts';

/** The sections of the configuration that a running miner needs, as they were read. */
export interface MinerValues {
  readonly axon: AxonConfig;
  readonly metagraph: MetagraphConfig;
  readonly miner: MinerConfig;
  readonly detector: z.output<typeof detector>;
  readonly inference: z.output<typeof inference>;
  readonly logging: z.output<typeof logging>;
  readonly limits: LimitsConfig;
  readonly alerts: AlertsConfig;
  readonly records: RecordsConfig;
  readonly rest: RestConfig;
  readonly supervisor: SupervisorConfig;
  readonly admin: AdminConfig;
}
