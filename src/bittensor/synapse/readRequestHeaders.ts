import { synapseError } from './errors.ts';

/** What the headers of a request claim, in types and ranges; nothing of it is verified yet. */
export interface RequestHeaders {
  /** Seconds the caller will wait; 0…10⁹. Not signed. */
  timeout: number | null;
  hotkey: string | null;
  /** Nanoseconds since 1970 by the caller's clock. */
  nonce: bigint | null;
  uuid: string | null;
  /** major·10⁶ + minor·10³ + patch of the caller's SDK. */
  version: number | null;
  signature: string | null;
  computedBodyHash: string | null;
}

interface Rule<Property extends keyof RequestHeaders> {
  property: Property;
  expected: string;
  pattern: RegExp;
  read(text: string): RequestHeaders[Property];
}

const rule = <Property extends keyof RequestHeaders>(
  property: Property,
  expected: string,
  pattern: RegExp,
  read: (text: string) => RequestHeaders[Property],
): Rule<Property> => ({ property, expected, pattern, read });

// Python writes `str(float)` with a positive exponent only from 1e16 on: none is needed up to 10⁹.
const seconds = /^(?:\d{1,9}(?:\.\d{1,20})?(?:e-\d{1,2})?|1000000000(?:\.0)?)$/;

const asText = (text: string): string => text;

// Only these headers are read. Patterns bound each length, so no later step works on more than it must.
const rules = new Map<string, Rule<keyof RequestHeaders>>([
  ['timeout', rule('timeout', 'a number of seconds', seconds, Number)],
  ['bt_header_dendrite_hotkey', rule('hotkey', 'an SS58 address', /^[1-9A-HJ-NP-Za-km-z]{1,64}$/, asText)],
  ['bt_header_dendrite_nonce', rule('nonce', 'nanoseconds since 1970', /^[1-9]\d{0,19}$/, BigInt)],
  ['bt_header_dendrite_uuid', rule('uuid', 'a UUID', /^[\dA-Za-z-]{1,64}$/, asText)],
  ['bt_header_dendrite_version', rule('version', 'an SDK version number', /^\d{1,9}$/, Number)],
  ['bt_header_dendrite_signature', rule('signature', 'a signature', /^[\dA-Za-z]{0,132}$/, asText)],
  ['computed_body_hash', rule('computedBodyHash', '64 hexadecimal digits', /^[\da-f]{64}$/, asText)],
]);

// Read by nobody, but a value that is no integer marks a caller that speaks something else.
const integers = new Set(['header_size', 'total_size']);

/**
 * Reads the Bittensor headers of a request.
 * @param raw names and values in turn, as `IncomingMessage.rawHeaders` holds them. Names in any case.
 * @throws RC_SYNAPSE_HEADER_INVALID for a value out of form, RC_SYNAPSE_HEADER_DUPLICATE for a name sent twice.
 */
export function readRequestHeaders(raw: readonly string[]): RequestHeaders {
  const headers: Record<keyof RequestHeaders, unknown> = {
    timeout: null,
    hotkey: null,
    nonce: null,
    uuid: null,
    version: null,
    signature: null,
    computedBodyHash: null,
  };
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    const known = rules.get(name);
    if (known === undefined) {
      if (integers.has(name) && !/^-?\d{1,20}$/.test(value)) {
        throw synapseError('RC_SYNAPSE_HEADER_INVALID', { header: name, expected: 'an integer' });
      }
      continue;
    }
    if (headers[known.property] !== null) throw synapseError('RC_SYNAPSE_HEADER_DUPLICATE', { header: name });
    if (!known.pattern.test(value)) {
      throw synapseError('RC_SYNAPSE_HEADER_INVALID', { header: name, expected: known.expected });
    }
    headers[known.property] = known.read(value);
  }
  return headers as RequestHeaders;
}
