import { configSchema as axon } from '../../bittensor/axon/configSchema.ts';
import { configSchema as metagraph } from '../../bittensor/metagraph/configSchema.ts';
import { configSchema as wallet } from '../../bittensor/wallet/configSchema.ts';
import { configSchema as detector } from '../../detector/configSchema.ts';
import { configSchema as alerts } from '../../mining/alerts/configSchema.ts';
import { configSchema as limits } from '../../mining/limits/configSchema.ts';
import { configSchema as miner } from '../../mining/miner/configSchema.ts';
import { configSchema as rest } from '../../mining/rest/configSchema.ts';
import { adminConfigSchema as admin } from '../../mining/supervisor/adminConfigSchema.ts';
import { configSchema as supervisor } from '../../mining/supervisor/configSchema.ts';
import { configSchema as models } from '../../models/registry/configSchema.ts';
import { configSchema as inference } from '../../models/workers/configSchema.ts';
import { configSchema as records } from '../../records/configSchema.ts';
import { configSchema as logging } from '../../support/logging/configSchema.ts';

/** The configuration of every room, under the name of its section. A room joins by exporting its `configSchema`. */
export const configSections = {
  logging,
  wallet,
  axon,
  metagraph,
  miner,
  models,
  detector,
  inference,
  limits,
  alerts,
  supervisor,
  admin,
  records,
  rest,
} as const;
