import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { listWallets } from '../../bittensor/wallet/listWallets.ts';
import { coerceText } from '../../support/config/coerceText.ts';
import { listConfigFields } from '../../support/config/listConfigFields.ts';
import type { FlagSetting } from '../../support/config/readFlagLayer.ts';
import { resolveConfig } from '../../support/config/resolveConfig.ts';
import type { Random } from '../../support/random/Random.ts';
import { configSections } from '../config/configSections.ts';
import { type Ask, answerQuestions } from './answerQuestions.ts';
import type { MinerEnvMapping } from './mapMinerEnv.ts';
import { readMinerEnv } from './readMinerEnv.ts';
import { renderConfiguration } from './renderConfiguration.ts';

export interface SetupInput {
  /** Where the configuration is to be, absolute. */
  readonly path: string;
  /** A miner.env to move over, absolute; then nothing is asked. */
  readonly envFile: string | null;
  /** `null`: take the defaults. */
  readonly ask: Ask | null;
  readonly tell: (line: string) => void;
  /** Home folder, for wallets. */
  readonly home: string | undefined;
  /** Makes the token of the REST API; fit for secrets. */
  readonly random: Pick<Random, 'bytes'>;
}

/** A configuration that was made and checked, not yet written. */
export interface SetupPlan {
  readonly text: string;
  /** What it sets; secrets included, so for no log. */
  readonly values: readonly { readonly path: string; readonly value: unknown; readonly secret: boolean }[];
  /** What became of the miner.env; `null` without one. */
  readonly moved: MinerEnvMapping | null;
  /** A new token of the REST API, to be shown once: the file holds its hash. `null` where no API is wanted. */
  readonly restToken: string | null;
}

/**
 * Makes a configuration: out of answers, of a miner.env, or of defaults. It is checked as the miner will check it.
 * @throws RC_SETUP_ENV_…; RC_CONFIG_INVALID where a value of the miner.env fits nothing; what `ask` throws
 */
export async function createSetup(input: SetupInput): Promise<SetupPlan> {
  const { path, envFile, ask, tell, home, random } = input;
  const fields = Object.entries(configSections).flatMap(([name, section]) =>
    listConfigFields(section, [name]),
  );
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const moved = envFile === null ? null : await readMinerEnv(envFile);
  const known = new Map(
    (moved?.settings ?? []).map(({ path: at, value }: FlagSetting) => {
      const field = byPath.get(at);
      return [at, field === undefined ? value : coerceText(value, field.schema)];
    }),
  );
  // Told with the variable that it came from, rather than with a line of a file that is not there.
  if (moved !== null) resolveConfig(configSections, { flags: moved.settings });

  const walletPath = known.get('wallet.path');
  const wallets = await listWallets({
    home,
    ...(typeof walletPath === 'string' ? { path: walletPath } : {}),
  }).catch(() => []);
  const answers = await answerQuestions({ fields, wallets, known, tell, ask: envFile === null ? ask : null });
  const wantsRest = answers.some(({ path: at }) => at === 'rest.port');
  const restToken = wantsRest ? `rc_${Buffer.from(random.bytes(32)).toString('base64url')}` : null;
  const values =
    restToken === null ? answers : [...answers, { path: 'rest.tokens', value: [keyOf(restToken)] }];
  const text = renderConfiguration(values, fields);
  resolveConfig(configSections, { file: { path: basename(path), text } });
  return {
    text,
    values: values.map(({ path: at, value }) => ({
      path: at,
      value,
      secret: byPath.get(at)?.secret ?? false,
    })),
    moved,
    restToken,
  };
}

const keyOf = (token: string) => ({
  name: 'first',
  sha256: createHash('sha256').update(token).digest('hex'),
});
