import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { unpackVerification } from './packVerification.ts';
import { verifySignature } from './verifySignature.ts';

/** What a thread is started with. */
export interface VerifierSettings {
  lowPriority: boolean;
}

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

// A third of an equal share when computing time is short: less, and the calls of real newcomers would be given up.
const NICENESS = 5;

// On Linux this is the priority of the calling thread, elsewhere that of the whole process.
if ((workerData as VerifierSettings).lowPriority && process.platform === 'linux') {
  setPriority(NICENESS);
}

parentPort?.on('message', ({ id, data, wrapped }: VerifierRequest) => {
  const { message, signature, publicKey } = unpackVerification(data);
  const response: VerifierResponse = {
    id,
    valid: verifySignature(message, signature, publicKey, { wrapped }),
  };
  parentPort?.postMessage(response);
});
