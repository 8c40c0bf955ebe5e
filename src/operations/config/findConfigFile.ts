/** Which file is the configuration file, and what said so. */
export interface ConfigFileChoice {
  /** As it was written: relative paths are relative to the working folder. */
  readonly path: string;
  readonly chosenBy: '--config' | 'ROADCREW_CONFIG' | 'default';
}

/** `--config`, else `ROADCREW_CONFIG`, else `roadcrew.yaml` in the working folder (which need not exist). */
export function findConfigFile(input: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file: string | null;
}): ConfigFileChoice {
  if (input.file !== null) return { path: input.file, chosenBy: '--config' };
  const { ROADCREW_CONFIG: named } = input.env;
  if (named) return { path: named, chosenBy: 'ROADCREW_CONFIG' };
  return { path: 'roadcrew.yaml', chosenBy: 'default' };
}
