import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ConfigFileChoice, findConfigFile } from './findConfigFile.ts';

export interface ConfigFileLocation extends ConfigFileChoice {
  readonly exists: boolean;
}

/** Where the configuration file is, or would be: its absolute path, what chose it, and whether it is there. */
export async function locateConfigFile(input: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly file: string | null;
}): Promise<ConfigFileLocation> {
  const { path, chosenBy } = findConfigFile(input);
  const absolute = resolve(input.cwd, path);
  const exists = await access(absolute).then(
    () => true,
    () => false,
  );
  return { path: absolute, chosenBy, exists };
}
