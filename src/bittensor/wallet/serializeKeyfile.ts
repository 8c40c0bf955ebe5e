import { hex } from '@scure/base';
import type { Keypair } from '../keys/Keypair.ts';
import type { KeypairSecret } from '../keys/makeKeypairSecret.ts';

/**
 * The bytes of an unencrypted keyfile, with the keys and values that bittensor-wallet writes.
 * @param secret absent for the public half (`…pub.txt`).
 * @param cryptoType false leaves `cryptoType` out, as wallets before 4.1 did.
 */
export function serializeKeyfile({
  keypair,
  secret,
  cryptoType = true,
}: {
  keypair: Pick<Keypair, 'publicKey' | 'address'>;
  secret?: KeypairSecret | undefined;
  cryptoType?: boolean | undefined;
}): Uint8Array {
  const toHex = (bytes: Uint8Array): string => `0x${hex.encode(bytes)}`;
  const seed = secret?.exportSeed();
  const phrase = secret?.exportMnemonic();
  const fields = {
    accountId: toHex(keypair.publicKey),
    publicKey: toHex(keypair.publicKey),
    ...(secret ? { privateKey: toHex(secret.exportPrivateKey()) } : {}),
    ...(phrase ? { secretPhrase: phrase } : {}),
    ...(seed ? { secretSeed: toHex(seed) } : {}),
    ss58Address: keypair.address,
    ...(cryptoType ? { cryptoType: 1 } : {}),
  };
  return new TextEncoder().encode(JSON.stringify(fields));
}
