import { synapseError } from './errors.ts';

const nonFinite = new Map<string, number>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

// Either a whole string literal (kept as it is) or a bare token that Python's json accepts and JSON does not.
const tokens = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

interface Source {
  source?: string;
}

/**
 * Reads JSON as Python's `json.loads` does: integers beyond 2⁵³ keep their value (as `bigint`; nonces are
 * nanoseconds), and with `allowNonFinite` the bare tokens `NaN`, `Infinity` and `-Infinity` are numbers, which the
 * SDK's dendrite accepts from a miner.
 * @throws RC_SYNAPSE_JSON_INVALID
 */
export function parsePythonJson(text: string, options: { allowNonFinite?: boolean } = {}): unknown {
  // 9007199254740993 parses to an even neighbour: only the source text tells.
  const revive = (_key: string, value: unknown, context?: Source): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? BigInt(context?.source ?? 0)
      : value;
  try {
    // A reviver visits every value; without a run of 16 digits no integer can leave the safe range.
    return /\d{16}/.test(text) ? JSON.parse(text, revive) : JSON.parse(text);
  } catch (error) {
    if (options.allowNonFinite !== true) throw synapseError('RC_SYNAPSE_JSON_INVALID', {}, error);
  }
  const marker = `non-finite-${crypto.randomUUID()}:`;
  const marked = text.replace(tokens, (token) => (token.startsWith('"') ? token : `"${marker}${token}"`));
  try {
    return JSON.parse(marked, (key: string, value: unknown, context?: Source) =>
      typeof value === 'string' && value.startsWith(marker)
        ? nonFinite.get(value.slice(marker.length))
        : revive(key, value, context),
    );
  } catch (error) {
    throw synapseError('RC_SYNAPSE_JSON_INVALID', {}, error);
  }
}
