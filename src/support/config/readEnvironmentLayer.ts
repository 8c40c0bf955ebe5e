import { didYouMean } from '../errors/didYouMean.ts';
import type { ConfigLayer, ConfigProblem, GivenValue } from './ConfigSource.ts';
import { coerceText } from './coerceText.ts';
import type { ConfigField } from './listConfigFields.ts';

/** Variables of ours that are no configuration values. */
const otherVariables: ReadonlySet<string> = new Set(['ROADCREW_CONFIG', 'ROADCREW_DEBUG']);

/**
 * Reads the environment layer: variables named as `environmentName` says. One that is empty counts as absent, as
 * Compose and systemd pass empty ones for what was never set. A variable in our notation (`ROADCREW_…__…`) that
 * names nothing is a problem; any other `ROADCREW_…` is one only when it looks like a misspelt name of ours.
 */
export function readEnvironmentLayer(
  env: Readonly<Record<string, string | undefined>>,
  fields: readonly ConfigField[],
): ConfigLayer {
  const byName = new Map(fields.map((field) => [field.environment, field]));
  const given: GivenValue[] = [];
  const problems: ConfigProblem[] = [];
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith('ROADCREW_') || otherVariables.has(name) || text === undefined || text === '')
      continue;
    const field = byName.get(name);
    if (field) {
      given.push({
        path: field.path,
        value: coerceText(text, field.schema),
        source: { kind: 'environment', name },
      });
      continue;
    }
    const single = (known: string) => known.replaceAll('__', '_');
    const meant = [...byName.keys()].find((known) => single(known) === single(name)) ?? null;
    const similar = meant ?? (name.includes('__') ? didYouMean(name, byName.keys()) : null);
    if (similar || name.includes('__')) {
      const problem = similar ? `is unknown; did you mean ${similar}?` : 'names no configuration value';
      problems.push({ path: name, source: 'environment', problem });
    }
  }
  return { given, problems };
}
