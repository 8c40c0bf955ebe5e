import { hex } from '@scure/base';
import { z } from 'zod';
import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { decodeSs58 } from '../keys/decodeSs58.ts';
import { encodeSs58 } from '../keys/encodeSs58.ts';
import { keypairFromSecret } from '../keys/keypairFromSecret.ts';
import type { KeypairSecret } from '../keys/makeKeypairSecret.ts';
import { secretFromMnemonic } from '../keys/secretFromMnemonic.ts';
import { secretFromPrivateKey } from '../keys/secretFromPrivateKey.ts';
import { secretFromSeed } from '../keys/secretFromSeed.ts';
import { walletError } from './errors.ts';

/** What a keyfile holds, its parts proven to belong together. */
export interface Keyfile {
  /** 32 bytes. */
  publicKey: Uint8Array;
  /** SS58 with prefix 42. */
  address: string;
  /** `null` in the public halves (`coldkeypub.txt`, `…pub.txt`). */
  secret: KeypairSecret | null;
}

const SS58_PREFIX = 42;

const parseHex = (text: string, length: number): Uint8Array | null => {
  const digits = text.replace(/^0x/, '').toLowerCase();
  return digits.length === 2 * length && /^[0-9a-f]*$/.test(digits) ? hex.decode(digits) : null;
};

const hexBytes = (length: number) =>
  z.string().transform((text, context) => {
    const bytes = parseHex(text, length);
    if (bytes !== null) return bytes;
    context.addIssue({ code: 'custom', message: `is not ${length} bytes in hex` });
    return z.NEVER;
  });

// Keys that are not named here are dropped. The Rust wallet writes a seed raw instead of in hex when its bytes
// happen to be UTF-8: a seed that cannot be read is no seed, and `privateKey` beside it has to do.
const keyfileSchema = z.object({
  accountId: hexBytes(32).nullish(),
  publicKey: hexBytes(32).nullish(),
  ss58Address: z.string().max(64).nullish(),
  privateKey: hexBytes(64).nullish(),
  secretPhrase: z.string().max(512).nullish(),
  secretSeed: z
    .string()
    .max(512)
    .nullish()
    .transform((text) => (text ? parseHex(text, 32) : null)),
});

const invalid = (path: string, reason: string): RoadcrewError =>
  walletError('RC_WALLET_KEYFILE_INVALID', { path, reason });

const decodeText = (data: Uint8Array, path: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data).trim();
  } catch {
    throw invalid(path, 'it is neither encrypted nor text');
  }
};

// The engine's message quotes the text, which may be a secret: it is left behind.
const parseJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(path, 'it is not JSON');
  }
};

const parseFields = (text: string, path: string): z.infer<typeof keyfileSchema> => {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return { publicKey: parseHex(text, 32), secretSeed: null };
  const json = parseJson(text, path);
  const kind = z.object({ cryptoType: z.unknown() }).safeParse(json).data?.cryptoType ?? 1;
  // Looked at first: the other fields of an ed25519 key have other lengths.
  if (kind !== 1)
    throw walletError('RC_WALLET_CRYPTO_TYPE', { path, cryptoType: JSON.stringify(kind).slice(0, 20) });
  const parsed = keyfileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.');
  throw invalid(path, field ? `its ${field} is not right` : 'it is not a JSON object');
};

const statedAddress = (address: string, path: string): Uint8Array => {
  let decoded: ReturnType<typeof decodeSs58>;
  try {
    decoded = decodeSs58(address);
  } catch (error) {
    throw walletError('RC_WALLET_KEYFILE_INVALID', { path, reason: 'its ss58Address is not valid' }, error);
  }
  if (decoded.prefix !== SS58_PREFIX) throw invalid(path, 'its ss58Address is of another network');
  return decoded.publicKey;
};

const secretsOf = (fields: z.infer<typeof keyfileSchema>, path: string): Map<string, KeypairSecret> => {
  const secrets = new Map<string, KeypairSecret>();
  const add = <Value>(
    name: string,
    value: Value | null | undefined,
    read: (value: Value) => KeypairSecret,
  ) => {
    if (value === null || value === undefined) return;
    try {
      secrets.set(name, read(value));
    } catch (error) {
      throw walletError('RC_WALLET_KEYFILE_INVALID', { path, reason: `its ${name} is not right` }, error);
    }
  };
  add('secretPhrase', fields.secretPhrase, secretFromMnemonic);
  add('secretSeed', fields.secretSeed, secretFromSeed);
  add('privateKey', fields.privateKey, secretFromPrivateKey);
  return secrets;
};

/**
 * Parses a decrypted keyfile: the JSON of bittensor-wallet, or the bare `0x…` public key of very old coldkeypub files.
 * Every public key that it states and every secret that it holds must be of one and the same key.
 * @param path for messages.
 * @throws RC_WALLET_KEYFILE_INVALID, RC_WALLET_CRYPTO_TYPE, RC_WALLET_KEY_MISMATCH; none repeats a secret.
 */
export function parseKeyfile(data: Uint8Array, path: string): Keyfile {
  const fields = parseFields(decodeText(data, path), path);
  const stated = new Map<string, Uint8Array>();
  if (fields.publicKey) stated.set('publicKey', fields.publicKey);
  if (fields.accountId) stated.set('accountId', fields.accountId);
  if (fields.ss58Address) stated.set('ss58Address', statedAddress(fields.ss58Address, path));
  const [first] = stated;
  if (first === undefined) throw invalid(path, 'it states no public key');
  const [firstName, publicKey] = first;
  const secrets = secretsOf(fields, path);
  const derived = [...secrets].map(([name, secret]) => [name, keypairFromSecret(secret).publicKey] as const);
  for (const [name, key] of [...stated, ...derived]) {
    if (Buffer.compare(key, publicKey) !== 0) {
      throw walletError('RC_WALLET_KEY_MISMATCH', {
        path,
        reason: `${name} is not of the key that ${firstName} states`,
      });
    }
  }
  const [secret = null] = secrets.values();
  return { publicKey, address: encodeSs58(publicKey), secret };
}
