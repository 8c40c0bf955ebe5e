/**
 * The secret of a key, for the few callers that write wallets. Nothing is a plain property, so that printing or
 * serialising the object shows no secret; each part has to be asked for by name.
 */
export interface KeypairSecret {
  /** The canonical 64 bytes of a wallet file's `privateKey`. */
  exportPrivateKey(): Uint8Array;
  /** The 32-byte mini secret; `null` when the key came from a derivation path or a bare private key. */
  exportSeed(): Uint8Array | null;
  /** The words; `null` when the key was not made from them alone. */
  exportMnemonic(): string | null;
}

/** The parts of a secret as plain data. */
export interface SecretParts {
  privateKey: Uint8Array;
  seed?: Uint8Array;
  mnemonic?: string;
}

/** Closes over copies of the parts. */
export function makeKeypairSecret({ privateKey, seed, mnemonic }: SecretParts): KeypairSecret {
  const ownKey = privateKey.slice();
  const ownSeed = seed?.slice() ?? null;
  return Object.freeze({
    exportPrivateKey: () => ownKey.slice(),
    exportSeed: () => ownSeed?.slice() ?? null,
    exportMnemonic: () => mnemonic ?? null,
  });
}
