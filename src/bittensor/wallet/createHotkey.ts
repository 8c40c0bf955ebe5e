import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { generateMnemonic, type WordCount } from '../keys/generateMnemonic.ts';
import type { Keypair } from '../keys/Keypair.ts';
import { keypairFromSecret } from '../keys/keypairFromSecret.ts';
import type { KeypairSecret } from '../keys/makeKeypairSecret.ts';
import { secretFromMnemonic } from '../keys/secretFromMnemonic.ts';
import type { DeriveKey } from './deriveNaclKey.ts';
import { encryptKeyfile } from './encryptKeyfile.ts';
import { walletError } from './errors.ts';
import { pathExists } from './pathExists.ts';
import { serializeKeyfile } from './serializeKeyfile.ts';
import { type WalletLocation, walletPaths } from './walletPaths.ts';
import { writeWalletFile } from './writeWalletFile.ts';

/** What to create, and where. */
export interface NewHotkey extends WalletLocation {
  /** Default `default`. */
  hotkey?: string | undefined;
  /** An existing secret to write; a new mnemonic is made when it is absent. */
  secret?: KeypairSecret | undefined;
  /** Length of the new mnemonic; default 12. */
  words?: WordCount | undefined;
  /** Encrypts the file as `$NACL`; hotkeys are commonly left unencrypted, since miners start unattended. */
  password?: string | undefined;
  /** Replaces existing files. The secret that they held is lost. */
  overwrite?: boolean | undefined;
  /** False leaves `cryptoType` out. */
  cryptoType?: boolean | undefined;
  random?: ((size: number) => Uint8Array) | undefined;
  deriveKey?: DeriveKey | undefined;
}

/** What was created. */
export interface CreatedHotkey {
  keypair: Keypair;
  /** For callers that have to show the mnemonic once; the file holds it too. */
  secret: KeypairSecret;
  path: string;
  publicPath: string;
  encrypted: boolean;
}

/**
 * Creates a hotkey: `<hotkey>` and `<hotkey>pub.txt`, as bittensor-wallet 4.1 writes them. Without
 * `overwrite`, a failure leaves neither of the two files behind.
 * @throws RC_WALLET_EXISTS, RC_WALLET_WRITE_FAILED, RC_WALLET_NAME_INVALID, RC_WALLET_PASSWORD_EMPTY, RC_WALLET_KDF_…
 */
export async function createHotkey(options: NewHotkey = {}): Promise<CreatedHotkey> {
  const { password, overwrite = false, cryptoType, random = randomBytes, deriveKey } = options;
  const paths = walletPaths(options);
  const name = options.hotkey ?? 'default';
  const [path, publicPath] = [paths.hotkey(name), paths.hotkeypub(name)];
  // Asked before the seconds that encryption takes; writing makes sure once more.
  for (const taken of overwrite ? [] : [path, publicPath]) {
    if (await pathExists(taken)) throw walletError('RC_WALLET_EXISTS', { path: taken });
  }
  const secret =
    options.secret ?? secretFromMnemonic(generateMnemonic({ words: options.words ?? 12, random }));
  const keypair = keypairFromSecret(secret);
  const plain = serializeKeyfile({ keypair, secret, cryptoType });
  const encrypted = password !== undefined;
  const data = encrypted ? await encryptKeyfile({ data: plain, password, deriveKey, random }) : plain;

  await writeWalletFile(path, data, overwrite);
  try {
    await writeWalletFile(publicPath, serializeKeyfile({ keypair, cryptoType }), overwrite);
  } catch (error) {
    if (!overwrite) await rm(path, { force: true });
    throw error;
  }
  return { keypair, secret, path, publicPath, encrypted };
}
