import {
  blake2b,
  sr25519Agree,
  sr25519DeriveKeypairHard,
  sr25519DeriveKeypairSoft,
  sr25519KeypairFromSeed,
  sr25519Sign,
  sr25519Verify,
  waitReady,
} from '@polkadot/wasm-crypto';
import { hex } from '@scure/base';

// The wasm is ready once this module is imported, so that everything built on it is synchronous.
await waitReady();

/** The compressed ristretto255 base point (RFC 9496, appendix A.1). */
const BASE_POINT = hex.decode('e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76');
const NO_KEY = new Uint8Array(0);

const split = (pair: Uint8Array): ExpandedPair => ({
  privateKey: pair.slice(0, 64),
  publicKey: pair.slice(64, 96),
});

/** `privateKey`: 64 bytes in the expanded form (scalar × 8, then the nonce seed); `publicKey`: 32 bytes. */
export interface ExpandedPair {
  privateKey: Uint8Array;
  publicKey: Uint8Array;
}

/**
 * The sr25519 primitives (schnorrkel, signing context "substrate") on raw bytes. They expect right lengths and
 * valid scalars: the wasm traps on others, so only this folder uses them, behind functions that check.
 */
export const sr25519 = {
  /** Expands a 32-byte mini secret in schnorrkel's "ed25519" mode. */
  pairFromSeed: (seed: Uint8Array): ExpandedPair => split(sr25519KeypairFromSeed(seed)),

  /** Derives the child of a hard (`//`) junction; `chainCode` has 32 bytes. */
  deriveHard: ({ privateKey, publicKey }: ExpandedPair, chainCode: Uint8Array): ExpandedPair =>
    split(sr25519DeriveKeypairHard(Buffer.concat([privateKey, publicKey]), chainCode)),

  /** Derives the child of a soft (`/`) junction; `chainCode` has 32 bytes. The child's nonce seed is random. */
  deriveSoft: ({ privateKey, publicKey }: ExpandedPair, chainCode: Uint8Array): ExpandedPair =>
    split(sr25519DeriveKeypairSoft(Buffer.concat([privateKey, publicKey]), chainCode)),

  /**
   * The public key of an expanded private key whose scalar is in 1 … group order − 1. The wasm exports no
   * multiplication of the base point by name; a key agreement with the base point is that same multiplication.
   */
  publicKeyOf: (privateKey: Uint8Array): Uint8Array => sr25519Agree(BASE_POINT, privateKey),

  /** Signs; the nonce is randomised by the system's generator, so that two signatures always differ. */
  sign: ({ privateKey, publicKey }: ExpandedPair, message: Uint8Array): Uint8Array =>
    sr25519Sign(publicKey, privateKey, message),

  verify: (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean =>
    sr25519Verify(signature, message, publicKey),

  blake2b256: (data: Uint8Array): Uint8Array => blake2b(data, NO_KEY, 32),
};
