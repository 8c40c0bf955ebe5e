import { synapseError } from './errors.ts';
import { pythonText } from './pythonText.ts';

/**
 * One field of a synapse: how it is read from JSON and written as Python would write it.
 * `read` follows pydantic's lax mode, which both ends of the official SDK use: a numeric string is a number.
 */
export interface Field<Value> {
  /** What the field holds, in words, for error messages. */
  readonly expected: string;
  /** The value when the body leaves the field out; a field without one is required. */
  readonly initial: Value | undefined;
  /** The value type's empty instance, which the SDK sends in `bt_header_input_obj_<field>`. */
  readonly empty: Value;
  /** @throws RC_SYNAPSE_FIELD_INVALID */
  read(value: unknown, name: string): Value;
  /** The text of `json.dumps(value)`. */
  toJson(value: Value): string;
  /** The text of `str(value)`, which the body hash covers. */
  toText(value: Value): string;
  /** The text of `repr(value)`, which `str()` shows for the items of a list. */
  toRepr(value: Value): string;
}

interface Kind<Value> {
  expected: string;
  empty: Value;
  parse(value: unknown): Value | undefined;
  toJson(value: Value): string;
  toText(value: Value): string;
  toRepr?(value: Value): string;
}

const make = <Value>(kind: Kind<Value>, initial: Value | undefined): Field<Value> => ({
  expected: kind.expected,
  initial,
  empty: kind.empty,
  read(value, name) {
    const parsed = kind.parse(value);
    if (parsed === undefined) {
      throw synapseError('RC_SYNAPSE_FIELD_INVALID', { field: name, expected: kind.expected });
    }
    return parsed;
  },
  toJson: (value) => kind.toJson(value),
  toText: (value) => kind.toText(value),
  toRepr: (value) => (kind.toRepr ?? kind.toText)(value),
});

// No digit can be matched in two ways: a long run of them is refused in linear time.
const numeric = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

const textKind: Kind<string> = {
  expected: 'a string',
  empty: '',
  parse: (value) => (typeof value === 'string' ? value : undefined),
  toJson: pythonText.jsonString,
  toText: (value) => value,
  toRepr: pythonText.quoted,
};

const floatKind: Kind<number> = {
  expected: 'a number',
  empty: 0,
  parse(value) {
    if (typeof value === 'number') return value;
    if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
    return typeof value === 'string' && numeric.test(value) ? Number(value) : undefined;
  },
  toJson: pythonText.jsonFloat,
  toText: pythonText.float,
};

const integerKind: Kind<bigint> = {
  expected: 'an integer',
  empty: 0n,
  parse(value) {
    if (typeof value === 'bigint') return value;
    if (typeof value === 'boolean') return value ? 1n : 0n;
    if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
    return typeof value === 'string' && /^\s*[+-]?\d{1,64}\s*$/.test(value)
      ? BigInt(value.trim())
      : undefined;
  },
  toJson: String,
  toText: String,
};

const booleanWords = new Map<unknown, boolean>([
  ...['true', 't', 'yes', 'y', 'on', '1', true, 1].map((word) => [word, true] as const),
  ...['false', 'f', 'no', 'n', 'off', '0', false, 0].map((word) => [word, false] as const),
]);

const booleanKind: Kind<boolean> = {
  expected: 'true or false',
  empty: false,
  parse: (value) => booleanWords.get(typeof value === 'string' ? value.toLowerCase() : value),
  toJson: String,
  toText: (value) => (value ? 'True' : 'False'),
};

const listKind = <Item>(item: Field<Item>): Kind<readonly Item[]> => ({
  expected: `a list in which each item is ${item.expected}`,
  empty: [],
  parse: (value) =>
    Array.isArray(value) ? value.map((entry, index) => item.read(entry, `[${index}]`)) : undefined,
  toJson: (value) => `[${value.map(item.toJson).join(', ')}]`,
  toText: (value) => `[${value.map(item.toRepr).join(', ')}]`,
});

/**
 * The kinds of field that a synapse can declare. Each takes the default value; without one the field is required.
 * Integers are `bigint`, because a Python integer has no bound.
 */
export const field = {
  text: (initial?: string): Field<string> => make(textKind, initial),
  float: (initial?: number): Field<number> => make(floatKind, initial),
  integer: (initial?: bigint): Field<bigint> => make(integerKind, initial),
  boolean: (initial?: boolean): Field<boolean> => make(booleanKind, initial),
  list: <Item>(item: Field<Item>, initial?: readonly Item[]): Field<readonly Item[]> =>
    make(listKind(item), initial),
} as const;
