import { defineErrors } from '../../support/errors/defineErrors.ts';

export const keysError = defineErrors({
  RC_KEYS_SS58_INVALID: {
    message: 'This is not a valid SS58 address: {reason}.',
    hint: 'Give the full address of the key, e.g. the ss58Address of the wallet file; it starts with 5 on Bittensor.',
  },
  RC_KEYS_PUBLIC_KEY_INVALID: {
    message: 'A public key has 32 bytes and a network prefix below 16384, but {reason}.',
    hint: 'Pass the raw 32 bytes of an sr25519 public key; Bittensor uses the prefix 42.',
  },
  RC_KEYS_MNEMONIC_INVALID: {
    message: 'The mnemonic is not a valid BIP39 phrase.',
    hint: 'Give 12, 15, 18, 21 or 24 English BIP39 words in their order, in lower case; the last word is a checksum.',
  },
  RC_KEYS_SEED_INVALID: {
    message: 'A seed has 32 bytes, this one has {length}.',
    hint: 'Give the 32-byte mini secret (64 hex digits).',
  },
  RC_KEYS_URI_INVALID: {
    message: 'The key URI cannot be read: {reason}.',
    hint: 'Write it as "<mnemonic or 0x-seed>//hard/soft///password"; each part may be left out.',
  },
  RC_KEYS_PRIVATE_KEY_INVALID: {
    message: 'The private key is not a valid sr25519 key: {reason}.',
    hint: 'Give the 64 bytes of privateKey of a wallet file (a canonical scalar and a nonce), not the form of polkadot-js.',
  },
  RC_KEYS_VERIFIER_BUSY: {
    message: 'More than {limit} signatures are waiting to be verified.',
    hint: 'Answer "try again later", lower the number of unproven callers, or give the verifier more threads.',
  },
  RC_KEYS_VERIFIER_CRASHED: {
    message: 'The signature verification thread died twice on the same job.',
    hint: 'See the cause; a thread that cannot start points to a broken installation.',
  },
  RC_KEYS_VERIFIER_CLOSED: {
    message: 'The signature verifier is closed.',
    hint: 'Create a new verifier; a closed one takes no more work.',
  },
});
