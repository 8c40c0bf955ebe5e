import { stringify } from 'yaml';
import type { ConfigField } from '../../support/config/listConfigFields.ts';

/** One value that the file shall hold. */
export interface ConfigurationValue {
  /** E.g. `axon.port`. */
  readonly path: string;
  readonly value: unknown;
}

const width = 100;

const head = [
  '# Roadcrew. What is not written here has its default.',
  '# All values: roadcrew config show; the schema for editors: roadcrew config schema.',
];

/** Breaks a sentence into comment lines. */
function comment(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = `${indent}#`;
  for (const word of text.split(/\s+/)) {
    if (line.length + word.length >= width && line.trim() !== '#') {
      lines.push(line);
      line = `${indent}#`;
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

// Always one line, always quoted: no text is taken for a number, a date or a comment.
const scalar = (value: unknown): string =>
  stringify(value, { defaultStringType: 'QUOTE_DOUBLE', collectionStyle: 'flow', lineWidth: 0 }).trim();

/**
 * The values as a yaml file, in the order of the schema, each under the description that the schema gives it.
 * @throws Error for a path that is no field
 */
export function renderConfiguration(
  values: readonly ConfigurationValue[],
  fields: readonly ConfigField[],
): string {
  const given = new Map(values.map(({ path, value }) => [path, value]));
  const known = new Set(fields.map(({ path }) => path));
  for (const path of given.keys()) if (!known.has(path)) throw new Error(`${path} is no configuration value`);

  const lines = [...head];
  let open: string[] = [];
  for (const { path, description } of fields) {
    if (!given.has(path)) continue;
    const names = path.split('.');
    const groups = names.slice(0, -1);
    const shared = groups.findIndex((name, depth) => open[depth] !== name);
    const from = shared === -1 ? groups.length : shared;
    if (from === 0) lines.push('');
    for (const [depth, name] of groups.entries())
      if (depth >= from) lines.push(`${'  '.repeat(depth)}${name}:`);
    open = groups;
    const indent = '  '.repeat(groups.length);
    if (description !== null) lines.push(...comment(description, indent));
    lines.push(`${indent}${names.at(-1)}: ${scalar(given.get(path))}`);
  }
  return `${lines.join('\n')}\n`;
}
