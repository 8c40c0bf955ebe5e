import { walletError } from './errors.ts';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const xor = (bytes: Uint8Array, variable: string): Uint8Array => {
  const name = Buffer.from(variable);
  return bytes.map((byte, index) => byte ^ (name[index % name.length] ?? 0));
};

/**
 * The name of the variable with the password of a keyfile: `BT_PW_` and the path in capitals, with `/` and `.`
 * replaced by `_` (bittensor-wallet, keyfile.rs).
 */
export const passwordVariable = (path: string): string => `BT_PW_${path.replace(/[/.]/g, '_').toUpperCase()}`;

/**
 * The value of that variable. This only keeps the password from being read over a shoulder: it is no encryption.
 */
export const encodePassword = (password: string, variable: string): string =>
  Buffer.from(xor(Buffer.from(password), variable)).toString('base64');

/**
 * Reads the password of a keyfile from the environment.
 * @returns `null` when the variable is not set or empty.
 * @throws RC_WALLET_PASSWORD_VARIABLE_INVALID when it is not canonical base64, or not UTF-8 beneath.
 */
export function passwordFromEnvironment(path: string, env: Environment): string | null {
  const variable = passwordVariable(path);
  const value = env[variable];
  if (value === undefined || value === '') return null;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value)
    throw walletError('RC_WALLET_PASSWORD_VARIABLE_INVALID', { variable });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(xor(bytes, variable));
  } catch {
    throw walletError('RC_WALLET_PASSWORD_VARIABLE_INVALID', { variable });
  }
}
