import * as crypto from 'node:crypto';
import { walletError } from './errors.ts';

/** Derives the 32-byte key of a `$NACL` keyfile from its password. */
export type DeriveKey = (password: string) => Promise<Uint8Array>;

/** The salt of every `$NACL` keyfile: fixed by the format, so the same password gives the same key everywhere. */
const SALT = Buffer.from('137183dff15a09bc9c90b5518739e9b1', 'hex');
const MEMORY_KIB = 512 * 1024;

/**
 * Argon2i v1.3 as libsodium's `crypto_pwhash` does it with opslimit 8 and memlimit 512 MiB ("sensitive"). Takes some
 * seconds and 512 MiB, on a thread of Node's pool: the event loop goes on.
 * @throws RC_WALLET_KDF_UNAVAILABLE, RC_WALLET_KDF_FAILED
 */
export const deriveNaclKey: DeriveKey = (password) => {
  if (typeof crypto.argon2 !== 'function') {
    throw walletError('RC_WALLET_KDF_UNAVAILABLE', { version: process.version });
  }
  const parameters = {
    message: Buffer.from(password),
    nonce: SALT,
    parallelism: 1,
    tagLength: 32,
    memory: MEMORY_KIB,
    passes: 8,
  };
  return new Promise((resolve, reject) => {
    crypto.argon2('argon2i', parameters, (error, key) => {
      if (error) reject(walletError('RC_WALLET_KDF_FAILED', {}, error));
      else resolve(new Uint8Array(key));
    });
  });
};
