import { didYouMean } from '../errors/didYouMean.ts';
import type { ConfigLayer, ConfigProblem, GivenValue } from './ConfigSource.ts';
import { coerceText } from './coerceText.ts';
import type { ConfigField } from './listConfigFields.ts';

/** A configuration value given on the command line. */
export interface FlagSetting {
  /** E.g. `axon.port`. */
  readonly path: string;
  /** As typed. */
  readonly value: string;
  /** The option that said it: `--port`, `--set`. */
  readonly flag: string;
}

/** Reads the layer of the command line. Of several settings of one value, the last counts. */
export function readFlagLayer(settings: readonly FlagSetting[], fields: readonly ConfigField[]): ConfigLayer {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const given: GivenValue[] = [];
  const problems: ConfigProblem[] = [];
  for (const { path, value, flag } of settings) {
    const field = byPath.get(path);
    if (field) {
      given.push({ path, value: coerceText(value, field.schema), source: { kind: 'flag', flag } });
    } else {
      const meant = didYouMean(path, byPath.keys());
      problems.push({
        path,
        source: flag,
        problem: meant ? `is unknown; did you mean ${meant}?` : 'is unknown',
      });
    }
  }
  return { given, problems };
}
