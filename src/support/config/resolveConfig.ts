import { type output, type ZodObject, type ZodType, z } from 'zod';
import { type ConfigProblem, type ConfigSource, describeSource, type GivenValue } from './ConfigSource.ts';
import { describeIssue } from './describeIssue.ts';
import { configError } from './errors.ts';
import { type ConfigField, listConfigFields } from './listConfigFields.ts';
import { readEnvironmentLayer } from './readEnvironmentLayer.ts';
import { type FlagSetting, readFlagLayer } from './readFlagLayer.ts';
import { readYamlLayer } from './readYamlLayer.ts';

/** The schemas of the rooms, each under the name of its section: `{ axon: axonConfigSchema, … }`. */
export type ConfigSections = Readonly<Record<string, ZodObject>>;

export type ConfigValues<Sections extends ConfigSections> = {
  readonly [Name in keyof Sections]: output<Sections[Name]>;
};

export interface ConfigInput {
  /** The yaml file that was read, if any. `path` is only named, in sources and problems. */
  readonly file?: { readonly path: string; readonly text: string } | null;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly flags?: readonly FlagSetting[];
}

/** One value as it counts, and where it came from. */
export interface ConfigEntry {
  readonly field: ConfigField;
  /** Checked and transformed; `undefined` for what is optional and not given. */
  readonly value: unknown;
  readonly source: ConfigSource;
}

export interface ResolvedConfig<Sections extends ConfigSections> {
  readonly values: ConfigValues<Sections>;
  readonly entries: readonly ConfigEntry[];
}

/** The schema of the whole configuration. Sections may be left out. */
export const wholeSchema = (sections: ConfigSections): ZodObject =>
  z.strictObject(
    Object.fromEntries(Object.entries(sections).map(([name, schema]) => [name, schema.prefault({})])),
  );

/**
 * Lays the configuration out of its layers, later ones outranking earlier: defaults, yaml file, environment, flags
 * (ruling 33). Pure: nothing is read from disk or `process`.
 * @throws RC_CONFIG_INVALID with every problem of every layer at once, even of values that a later layer outranks;
 *   RC_CONFIG_FILE_NOT_YAML, RC_CONFIG_FILE_TOO_LARGE
 */
export function resolveConfig<Sections extends ConfigSections>(
  sections: Sections,
  { file = null, env = {}, flags = [] }: ConfigInput,
): ResolvedConfig<Sections> {
  const schema = wholeSchema(sections);
  const fields = Object.entries(sections).flatMap(([name, section]) => listConfigFields(section, [name]));
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const layers = [
    file ? readYamlLayer(file.text, file.path, fields) : { given: [], problems: [] },
    readEnvironmentLayer(env, fields),
    readFlagLayer(flags, fields),
  ];

  const problems: ConfigProblem[] = layers.flatMap((layer) => layer.problems);
  const effective = new Map<string, GivenValue>();
  const refused = new Set<string>();
  for (const given of layers.flatMap((layer) => layer.given)) {
    const field = byPath.get(given.path);
    if (field === undefined) continue;
    const faults = checkValue(field, given);
    problems.push(...faults);
    if (faults.length > 0) refused.add(given.path);
    effective.set(given.path, given);
  }

  const parsed = schema.safeParse(nest(effective.values()));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.path.join('.');
      // Already reported by the check of the value alone.
      if ([...refused].some((known) => path === known || path.startsWith(`${known}.`))) continue;
      const source = effective.get(path)?.source ?? { kind: 'default' };
      problems.push({ path, source: describeSource(source), problem: describeIssue(issue) });
    }
  }
  if (problems.length > 0 || !parsed.success) {
    const lines = problems.map(({ path, source, problem }) => `  ${path} (${source}): ${problem}`);
    throw configError('RC_CONFIG_INVALID', { problems: lines.join('\n'), list: problems });
  }

  const entries = fields.map((field) => ({
    field,
    value: valueAt(parsed.data, field.path),
    source: effective.get(field.path)?.source ?? ({ kind: 'default' } as const),
  }));
  return { values: parsed.data as ConfigValues<Sections>, entries };
}

function checkValue(field: ConfigField, { path, value, source }: GivenValue): ConfigProblem[] {
  const result = (field.schema as ZodType).safeParse(value);
  if (result.success) return [];
  return result.error.issues.map((issue) => ({
    path: [path, ...issue.path].join('.'),
    source: describeSource(source),
    problem: describeIssue(issue),
  }));
}

function nest(values: Iterable<GivenValue>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { path, value } of values) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let level = root;
    for (const name of names) {
      level[name] ??= {};
      level = level[name] as Record<string, unknown>;
    }
    level[last] = value;
  }
  return root;
}

function valueAt(values: unknown, path: string): unknown {
  let current = values;
  for (const name of path.split('.')) {
    current =
      typeof current === 'object' && current !== null
        ? Object.entries(current).find(([key]) => key === name)?.[1]
        : undefined;
  }
  return current;
}
