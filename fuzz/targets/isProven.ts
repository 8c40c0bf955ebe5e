import { verify as verifyReference } from '@scure/sr25519';
import { decodeSs58 } from '../../src/bittensor/keys/decodeSs58.ts';
import { emptyBodyHash } from '../../src/bittensor/synapse/computeBodyHash.ts';
import { cast } from './signedHeaders.ts';

/** What a caller claims; the oracle for all that the axon lets in. */
export interface ClaimedIdentity {
  hotkey: string;
  uuid: string;
  nonce: bigint;
}

const verifies = (message: string, signature: Uint8Array, publicKey: Uint8Array): boolean => {
  try {
    return verifyReference(Buffer.from(message), signature, publicKey);
  } catch {
    return false;
  }
};

/** Whether one of these signatures proves the claim to this miner, by @scure/sr25519. */
export function isProven({ hotkey, uuid, nonce }: ClaimedIdentity, signatures: Iterable<string>): boolean {
  const { publicKey } = decodeSs58(hotkey);
  const message = `${nonce}.${hotkey}.${cast.miner.address}.${uuid}.${emptyBodyHash}`;
  for (const signature of signatures) {
    const bytes = Uint8Array.from(Buffer.from(signature.slice(2), 'hex'));
    if (bytes.length !== 64) continue;
    if (verifies(message, bytes, publicKey) || verifies(`<Bytes>${message}</Bytes>`, bytes, publicKey))
      return true;
  }
  return false;
}
