import { isMnemonicArray, redacted, redactText } from './redactText.ts';

const secretName =
  /mnemonic|secret|private_?key|pass_?(word|phrase|wd)|credential|authorization|cookie|api_?key|seed_?phrase|mini_?secret|(^|_)(seed|token|pw|pwd)$|^bt_pw_/;

/** Names whose 32 bytes of hexadecimal are public, so that logs may show them. */
const publicName = /hash|public|account|root|digest|checksum|genesis/;

const limits = { depth: 8, entries: 200, text: 16_384 } as const;

/** `secretPhrase`, `SECRET_PHRASE` and `secret-phrase` are one name. */
const normalise = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();

/** True for the name of a field that holds a secret: `secretPhrase`, `BT_PW_…`, `authorization`, `apiKey`, … */
export const isSecretName = (name: string): boolean => secretName.test(normalise(name));

const shorten = (text: string): string =>
  text.length > limits.text ? `${text.slice(0, limits.text)}… (${text.length} characters)` : text;

const errorFields = (error: Error): Record<string, unknown> => ({
  type: error.name,
  // Own fields first (code, hint, details, errno, …), then those that are not enumerable.
  ...error,
  message: error.message,
  ...(error.cause === undefined ? {} : { cause: error.cause }),
  ...(error.stack === undefined ? {} : { stack: error.stack }),
});

function visit(value: unknown, name: string, depth: number, path: ReadonlySet<object>): unknown {
  if (name !== '' && value !== undefined && value !== null && isSecretName(name)) return redacted;
  switch (typeof value) {
    case 'string':
      return redactText(shorten(value), publicName.test(normalise(name)));
    case 'bigint':
      return String(value);
    case 'function':
    case 'symbol':
      return undefined;
    case 'object':
      break;
    default:
      return value;
  }
  if (value === null) return null;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `<${value.byteLength} bytes>`;
  if (path.has(value)) return '[circular]';
  if (depth >= limits.depth) return '[deep]';
  const inside = new Set(path).add(value);

  if (Array.isArray(value) || value instanceof Set) {
    const items = [...value];
    if (isMnemonicArray(items)) return redacted;
    return items.slice(0, limits.entries).map((item) => visit(item, name, depth + 1, inside));
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return redactText(value.href);

  const fields =
    value instanceof Map
      ? [...value].map(([key, item]): [string, unknown] => [String(key), item])
      : Object.entries(value instanceof Error ? errorFields(value) : value);
  return Object.fromEntries(
    fields
      .slice(0, limits.entries)
      .map(([key, item]) => [redactText(key, true), visit(item, key, depth + 1, inside)]),
  );
}

/**
 * A copy of `value` that may be printed: fields whose name says "secret" lose their value at any depth, and texts
 * lose what looks like a secret (`redactText`). Binary data becomes its length, bigints become decimal texts, errors
 * become plain objects, cycles and very deep or long things are cut. The result is plain JSON.
 */
export function redactSecrets(value: unknown): unknown {
  return visit(value, '', 0, new Set());
}
