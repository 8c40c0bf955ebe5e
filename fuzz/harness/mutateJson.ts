import type { Random } from './createRandom.ts';
import { mutateBytes } from './mutateBytes.ts';
import { text } from './text.ts';

// Raw JSON texts, so that numbers keep the digits that JSON.stringify would not write.
const values = [
  ...['null', 'true', 'false', '0', '-0', '1', '-1', '0.5', '1e400', '-1e400', '1e-400', '9007199254740993'],
  ...[
    '18446744073709551616',
    '123456789012345678901234567890',
    'NaN',
    'Infinity',
    '-Infinity',
    '""',
    '"0"',
    '" 1 "',
  ],
  ...['"NaN"', '"1e5"', '"+3"', '"0x10"', '"true"', '"\\u0000"', '"\\ud800"', '[]', '[null]', '[[]]', '{}'],
  ...[
    '{"__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '[1,2,3]',
    '"0x00"',
    '01',
  ],
];
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  '0',
  'length',
  'image',
];

/** A string that is long and almost a number, a key or an escape: what a pattern reads in quadratic time shows here. */
const longText = (random: Random): string => {
  const piece = random.pick(['1', '9', '0', ' ', 'a', '.', '-', '\\\\', '\\u0000', '1.', '[', '/', 'A+']);
  return `"${piece.repeat(random.pick([500, 60_000]))}${random.pick(['', 'x', ' x', '=', '.'])}"`;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parse = (source: string): unknown => {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
};

/** One entry `"key": value` as text; a nested object is sometimes changed inside. */
const entry = (
  random: Random,
  key: string,
  value: unknown,
  changed: boolean,
  dictionary: readonly string[],
): string => {
  if (!changed) return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
  if (random.chance(0.01)) return `${JSON.stringify(key)}:${longText(random)}`;
  const choice = random.below(8);
  if (choice === 0) return '';
  if (choice === 1) return `${JSON.stringify(random.pick(names))}:${JSON.stringify(value)}`;
  if (choice === 2) {
    // Twice: the last one counts for JSON.parse, others may think otherwise.
    return `${JSON.stringify(key)}:${random.pick(values)},${JSON.stringify(key)}:${JSON.stringify(value)}`;
  }
  if (choice === 3 && isObject(value))
    return `${JSON.stringify(key)}:${mutateJson(random, JSON.stringify(value), dictionary)}`;
  if (choice === 4 && dictionary.length > 0)
    return `${JSON.stringify(key)}:${JSON.stringify(random.pick(dictionary))}`;
  if (choice <= 5 && typeof value === 'string') {
    const context = { corpus: [], dictionary: dictionary.map(text.encode), maxLength: 4096 };
    return `${JSON.stringify(key)}:${JSON.stringify(text.decode(mutateBytes(random, text.encode(value), context)))}`;
  }
  return `${JSON.stringify(key)}:${random.pick(values)}`;
};

/**
 * Changes one or a few members of a JSON object: other types, boundary values, missing, doubled and dangerous keys,
 * mutated strings. Text that is no object is returned as it is.
 */
export function mutateJson(random: Random, source: string, dictionary: readonly string[]): string {
  const value = parse(source);
  if (!isObject(value)) return source;
  const keys = Object.keys(value);
  const chosen = new Set([
    random.below(keys.length || 1),
    random.chance(0.3) ? random.below(keys.length || 1) : -1,
  ]);
  const members = keys.map((key, index) => entry(random, key, value[key], chosen.has(index), dictionary));
  if (random.chance(0.1)) members.push(`${JSON.stringify(random.pick(names))}:${random.pick(values)}`);
  return `{${members.filter((member) => member !== '').join(',')}}`;
}
