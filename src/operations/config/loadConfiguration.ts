import { resolve } from 'node:path';
import { configError } from '../../support/config/errors.ts';
import { readConfigFile } from '../../support/config/readConfigFile.ts';
import type { FlagSetting } from '../../support/config/readFlagLayer.ts';
import { type ResolvedConfig, resolveConfig } from '../../support/config/resolveConfig.ts';
import { configSections } from './configSections.ts';
import { findConfigFile } from './findConfigFile.ts';

/** The whole configuration of this process. */
export interface Configuration extends ResolvedConfig<typeof configSections> {
  /** The yaml file that was read, as an absolute path; `null` when there is none. */
  readonly file: string | null;
}

export interface ConfigurationInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** `--config`, if given. */
  readonly file?: string | null;
  /** What the command line sets. */
  readonly settings?: readonly FlagSetting[];
}

/**
 * Finds and reads the configuration file and lays the layers over each other: defaults, file, environment, flags.
 * @throws RC_CONFIG_FILE_UNREADABLE, RC_CONFIG_FILE_TOO_LARGE, RC_CONFIG_FILE_NOT_YAML, RC_CONFIG_INVALID
 */
export async function loadConfiguration(input: ConfigurationInput): Promise<Configuration> {
  const { env, cwd, settings = [] } = input;
  const { path, chosenBy } = findConfigFile({ env, file: input.file ?? null });
  const text = await readConfigFile(resolve(cwd, path));
  if (text === null && chosenBy !== 'default') {
    throw configError('RC_CONFIG_FILE_UNREADABLE', {
      path,
      reason: `${chosenBy} names it, but it does not exist`,
    });
  }
  const file = text === null ? null : { path, text };
  return {
    ...resolveConfig(configSections, { file, env, flags: settings }),
    file: text === null ? null : resolve(cwd, path),
  };
}
