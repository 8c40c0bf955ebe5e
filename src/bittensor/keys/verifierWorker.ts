import { parentPort } from 'node:worker_threads';
import { unpackVerification } from './packVerification.ts';
import { verifySignature } from './verifySignature.ts';

/** What the pool sends: `data` as `packVerification` lays it out. */
export interface VerifierRequest {
  id: number;
  data: Uint8Array;
  wrapped: boolean;
}

/** What a thread answers. */
export interface VerifierResponse {
  id: number;
  valid: boolean;
}

parentPort?.on('message', ({ id, data, wrapped }: VerifierRequest) => {
  const { message, signature, publicKey } = unpackVerification(data);
  const response: VerifierResponse = {
    id,
    valid: verifySignature(message, signature, publicKey, { wrapped }),
  };
  parentPort?.postMessage(response);
});
