/** Where a configuration value came from. */
export type ConfigSource =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly path: string; readonly line: number }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'flag'; readonly flag: string };

/** The source in words: `roadcrew.yaml:3`, `ROADCREW_AXON__PORT`, `--port`, `default`. */
export function describeSource(source: ConfigSource): string {
  switch (source.kind) {
    case 'default':
      return 'default';
    case 'file':
      return `${source.path}:${source.line}`;
    case 'environment':
      return source.name;
    case 'flag':
      return source.flag;
  }
}

/** A value that some layer gives, before it was checked. */
export interface GivenValue {
  readonly path: string;
  readonly value: unknown;
  readonly source: ConfigSource;
}

/** Something wrong with the configuration. */
export interface ConfigProblem {
  readonly path: string;
  readonly source: string;
  readonly problem: string;
}

/** What one layer (file, environment, flags) holds. */
export interface ConfigLayer {
  readonly given: readonly GivenValue[];
  readonly problems: readonly ConfigProblem[];
}
