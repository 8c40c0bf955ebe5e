import {
  conformanceConfig,
  conformanceRelease,
  describeInferenceStages,
} from './conformance/describeInferenceStages.ts';
import { startTestHosts } from './startTestHost.ts';
import { startTestPool } from './startTestPool.ts';

describeInferenceStages('the pool in this process', async () => {
  const { pool, close } = await startTestPool(conformanceRelease, conformanceConfig);
  return { stageOf: pool.stageOf, health: async () => pool.health(), close };
});

describeInferenceStages('a client of the inference process', async () => {
  const hosts = await startTestHosts(conformanceRelease, conformanceConfig);
  const host = hosts.start();
  const client = hosts.connect();
  await client.whenReady();
  return { stageOf: client.stage, health: host.askHealth, close: hosts.close };
});
