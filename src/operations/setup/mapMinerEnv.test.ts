import { describe, expect, it } from 'vitest';
import { listConfigFields } from '../../support/config/listConfigFields.ts';
import { configSections } from '../config/configSections.ts';
import { mapMinerEnv } from './mapMinerEnv.ts';
import { minerEnvTable } from './minerEnvTable.ts';
import { parseEnvFile } from './parseEnvFile.ts';

const map = (text: string) => mapMinerEnv(parseEnvFile(text).entries);

describe('mapMinerEnv', () => {
  it('takes over what has an equivalent, and says why not the rest', () => {
    const { settings, notTaken } = map(`
IMAGE_DETECTOR=ViT
NETUID=323
WALLET_NAME=main
WALLET_HOTKEY=
MINER_AXON_PORT=8091
MINER_AXON_PORT=9000
AXON_PORT=1
AXON_IP=0.0.0.0
LOG_LEVEL=WARNING
BLACKLIST_FORCE_VALIDATOR_PERMIT=False
WANDB_API_KEY=abcdef
constructor=1
`);
    expect(settings).toEqual([
      { path: 'wallet.name', value: 'main', flag: 'WALLET_NAME' },
      { path: 'axon.port', value: '9000', flag: 'MINER_AXON_PORT' },
      { path: 'axon.host', value: '::', flag: 'AXON_IP' },
      { path: 'logging.level', value: 'warn', flag: 'LOG_LEVEL' },
    ]);
    expect(Object.fromEntries(notTaken.map(({ name, why }) => [name, why]))).toEqual({
      IMAGE_DETECTOR: expect.stringContaining('its own detector'),
      NETUID: expect.stringContaining('this is another'),
      WALLET_HOTKEY: 'it is empty; the default counts',
      AXON_PORT: 'another variable sets axon.port',
      BLACKLIST_FORCE_VALIDATOR_PERMIT: expect.stringContaining('whatever it says'),
      WANDB_API_KEY: expect.stringContaining('not copied'),
      constructor: 'it is not known here',
    });
    expect(JSON.stringify(notTaken)).not.toContain('abcdef');
  });

  it('names each variable once, and configuration values that exist', () => {
    const names = minerEnvTable.flatMap((row) => row.names);
    expect(new Set(names).size).toBe(names.length);
    const fields = Object.entries(configSections).flatMap(([name, section]) =>
      listConfigFields(section, [name]),
    );
    const paths = fields.map(({ path }) => path);
    for (const { path, why } of minerEnvTable) {
      if (path === undefined) expect(why).toBeDefined();
      else expect(paths).toContain(path);
    }
  });
});
