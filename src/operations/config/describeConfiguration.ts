import { describeSource } from '../../support/config/ConfigSource.ts';
import type { ConfigEntry } from '../../support/config/resolveConfig.ts';
import { redactSecrets } from '../../support/redaction/redactSecrets.ts';
import { redacted } from '../../support/redaction/redactText.ts';

/** One configuration value, fit for printing. */
export interface ConfigurationLine {
  readonly path: string;
  /** A secret that is set is `[redacted]`; a value that is not set is `null`. */
  readonly value: unknown;
  /** `default`, `roadcrew.yaml:3`, `ROADCREW_AXON__PORT`, `--port`. */
  readonly source: string;
  readonly kind: ConfigEntry['source']['kind'];
  readonly secret: boolean;
  readonly environment: string;
  readonly description: string | null;
}

/** Every value with where it came from, secrets masked: marked ones whole, and whatever looks like one elsewhere. */
export function describeConfiguration(entries: readonly ConfigEntry[]): ConfigurationLine[] {
  return entries.map(({ field, value, source }) => {
    const { path, secret, environment, description } = field;
    const absent = value === undefined || value === null;
    return {
      path,
      // A default is in the documentation, and so no secret.
      value: absent ? null : secret && source.kind !== 'default' ? redacted : redactSecrets(value),
      source: describeSource(source),
      kind: source.kind,
      secret,
      environment,
      description,
    };
  });
}
