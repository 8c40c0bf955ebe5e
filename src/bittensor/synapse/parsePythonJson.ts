import { synapseError } from './errors.ts';

const nonFinite = new Map<string, number>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

interface Source {
  source?: string;
}

/** CPython refuses longer ones too (`sys.int_info.default_max_str_digits`); reading them takes quadratic time. */
const maxDigits = 4300;

/** Index behind the string literal that starts at `start`; the end of the text when it never ends. */
const endOfString = (text: string, start: number): number => {
  for (let index = start + 1; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0x22) return index + 1;
    if (unit === 0x5c) index += 1;
  }
  return text.length;
};

const isKey = (text: string, end: number): boolean => {
  let index = end;
  while (/[ \t\n\r]/.test(text.charAt(index))) index += 1;
  return text[index] === ':';
};

/**
 * Puts each bare non-finite token into a string literal of its own that starts with `marker`. Walks instead of
 * matching a pattern, whose backtracking would overflow the stack in a long string.
 */
const markNonFinite = (text: string, marker: string): string => {
  const pieces: string[] = [];
  let copied = 0;
  for (let index = 0; index < text.length; ) {
    const character = text[index];
    if (character === '"') {
      index = endOfString(text, index);
      continue;
    }
    const isCandidate = character === 'N' || character === 'I' || character === '-';
    const token = isCandidate
      ? [...nonFinite.keys()].find((word) => text.startsWith(word, index))
      : undefined;
    if (token === undefined) {
      index += 1;
      continue;
    }
    const end = index + token.length;
    // As a key it stays bare, and JSON.parse refuses it.
    if (!isKey(text, end)) {
      pieces.push(text.slice(copied, index), `"${marker}${token}"`);
      copied = end;
    }
    index = end;
  }
  return [...pieces, text.slice(copied)].join('');
};

/**
 * Reads JSON as Python's `json.loads` does: integers beyond 2⁵³ keep their value (as `bigint`; nonces are
 * nanoseconds), and with `allowNonFinite` the bare tokens `NaN`, `Infinity` and `-Infinity` are numbers, which the
 * SDK's dendrite accepts from a miner.
 * @throws RC_SYNAPSE_JSON_INVALID
 */
export function parsePythonJson(text: string, options: { allowNonFinite?: boolean } = {}): unknown {
  // 9007199254740993 parses to an even neighbour: only the source text tells.
  const revive = (_key: string, value: unknown, context?: Source): unknown => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const digits = context?.source ?? '';
    if (!/^-?\d+$/.test(digits)) return value;
    if (digits.length > maxDigits) throw new RangeError(`An integer of ${digits.length} digits.`);
    return BigInt(digits);
  };
  try {
    // A reviver visits every value; without a run of 16 digits no integer can leave the safe range.
    return /\d{16}/.test(text) ? JSON.parse(text, revive) : JSON.parse(text);
  } catch (error) {
    if (options.allowNonFinite !== true) throw synapseError('RC_SYNAPSE_JSON_INVALID', {}, error);
  }
  const marker = `non-finite-${crypto.randomUUID()}:`;
  try {
    return JSON.parse(markNonFinite(text, marker), (key: string, value: unknown, context?: Source) => {
      return typeof value === 'string' && value.startsWith(marker)
        ? nonFinite.get(value.slice(marker.length))
        : revive(key, value, context);
    });
  } catch (error) {
    throw synapseError('RC_SYNAPSE_JSON_INVALID', {}, error);
  }
}
