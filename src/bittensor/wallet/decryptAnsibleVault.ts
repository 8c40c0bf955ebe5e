import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const HEADER = /^\$ANSIBLE_VAULT;1\.[12];AES256(?:;[^\n]*)?\r?\n/;
const derive = promisify(pbkdf2);

/** Derives the 80 bytes of AES key, HMAC key and counter of a vault. */
export type DeriveVaultKeys = (password: string, salt: Uint8Array) => Promise<Uint8Array>;

const deriveVaultKeys: DeriveVaultKeys = (password, salt) => derive(password, salt, 10_000, 80, 'sha256');

/** The parts of a vault's body: hex of three hex lines (salt, HMAC, ciphertext). */
const parseBody = (text: string): { salt: Buffer; mac: Buffer; ciphertext: Buffer } | null => {
  const digits = text.replace(HEADER, '').replace(/[\r\n]/g, '');
  if (!HEADER.test(text) || !/^(?:[0-9a-f]{2})+$/i.test(digits)) return null;
  const lines = Buffer.from(digits, 'hex').toString('latin1').split('\n');
  if (lines.length !== 3 || !lines.every((line) => /^(?:[0-9a-f]{2})+$/i.test(line))) return null;
  const [salt, mac, ciphertext] = lines.map((line) => Buffer.from(line, 'hex'));
  return salt && mac?.length === 32 && ciphertext ? { salt, mac, ciphertext } : null;
};

const unpad = (padded: Buffer): Buffer | null => {
  const count = padded.at(-1) ?? 0;
  const padding = padded.subarray(-count);
  const valid =
    count >= 1 && count <= 16 && padding.length === count && padding.every((byte) => byte === count);
  return valid ? padded.subarray(0, -count) : null;
};

/**
 * Decrypts an Ansible vault (format 1.1/1.2, AES256), in which old Python wallets kept their keys: PBKDF2-HMAC-SHA256
 * with 10,000 rounds gives the AES key, the HMAC key and the counter; HMAC-SHA256 over the ciphertext is checked
 * before AES-256-CTR and PKCS#7 are undone.
 * @param deriveKeys the PBKDF2 above by default; fuzzing puts a fast one here.
 * @returns the plain bytes; `'malformed'` when this is no such vault; `'wrong'` when the HMAC does not fit.
 */
export async function decryptAnsibleVault(
  data: Uint8Array,
  password: string,
  deriveKeys: DeriveVaultKeys = deriveVaultKeys,
): Promise<Uint8Array | 'malformed' | 'wrong'> {
  const body = parseBody(Buffer.from(data).toString('latin1'));
  if (body === null) return 'malformed';
  const keys = await deriveKeys(password, body.salt);
  const mac = createHmac('sha256', keys.subarray(32, 64)).update(body.ciphertext).digest();
  if (!timingSafeEqual(mac, body.mac)) return 'wrong';
  const cipher = createDecipheriv('aes-256-ctr', keys.subarray(0, 32), keys.subarray(64, 80));
  const padded = Buffer.concat([cipher.update(body.ciphertext), cipher.final()]);
  const plain = unpad(padded);
  return plain === null ? 'malformed' : new Uint8Array(plain);
}
