import { parse } from 'yaml';
import {
  ZodArray,
  ZodBigInt,
  ZodBoolean,
  ZodNumber,
  ZodObject,
  ZodRecord,
  ZodString,
  type ZodType,
} from 'zod';
import { describeField } from './describeField.ts';

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
};

const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Lists and maps in YAML's flow notation, of which JSON is a part. */
function parseFlow(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, schema: 'core' }) as unknown;
  } catch {
    return text;
  }
}

/**
 * Reads a text from the environment or a flag as the kind of value that `schema` wants. Text that does not read as
 * that kind stays as it is, for the schema to refuse.
 *
 * Booleans: true/false, yes/no, on/off, 1/0. Lists: `a,b,c` or `[a, b]`. Maps: `{a: 1}`. `null` where allowed.
 */
export function coerceText(text: string, schema: ZodType): unknown {
  const { base, nullable } = describeField(schema);
  const trimmed = text.trim();
  if (nullable && trimmed === 'null') return null;
  if (base instanceof ZodString) return text;
  if (base instanceof ZodNumber) return numberPattern.test(trimmed) ? Number(trimmed) : text;
  if (base instanceof ZodBigInt) return /^[+-]?\d+$/.test(trimmed) ? BigInt(trimmed) : text;
  if (base instanceof ZodBoolean) return booleans[trimmed.toLowerCase()] ?? text;
  if (base instanceof ZodArray) {
    if (trimmed.startsWith('[')) return parseFlow(trimmed);
    const element = base.element as ZodType;
    return trimmed === '' ? [] : trimmed.split(',').map((item) => coerceText(item.trim(), element));
  }
  if (base instanceof ZodRecord || base instanceof ZodObject) return parseFlow(trimmed);
  // Unions, enums, literals: the text itself if it fits, else what it reads as.
  return schema.safeParse(text).success ? text : parseFlow(trimmed);
}
