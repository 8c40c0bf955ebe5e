import { createVerifierPool } from './createVerifierPool.ts';
import { keysError } from './errors.ts';
import type { SignatureVerifier } from './SignatureVerifier.ts';
import { verifySignature } from './verifySignature.ts';

/** How a verifier works. */
export interface SignatureVerifierOptions {
  /** Worker threads; 0 verifies inline, on the caller's event loop. */
  threads: number;
  /** Whether the threads take only what computing time others leave. Linux alone knows priorities of threads. */
  lowPriority?: boolean;
  /** Verifications that may wait at once before new ones are refused. */
  maxQueue?: number;
  /** The module that the threads run; tests put their own here. */
  workerUrl?: URL;
}

const createInlineVerifier = (): SignatureVerifier => {
  let closed = false;
  return {
    async verify(message, signature, publicKey, options) {
      if (closed) throw keysError('RC_KEYS_VERIFIER_CLOSED');
      return verifySignature(message, signature, publicKey, options);
    },
    async close() {
      closed = true;
    },
  };
};

/**
 * Makes a verifier. With threads, a flood of forged signatures (two verifications each, unless `wrapped` is off) costs
 * other cores and leaves the event loop free. Threads start with the first job, come back after a crash, and never keep the process alive
 * while idle.
 */
export function createSignatureVerifier({
  threads,
  lowPriority = false,
  maxQueue = 4096,
  // This module is .ts in development and .js in the package; its worker has the same ending.
  workerUrl = new URL(`./verifierWorker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
}: SignatureVerifierOptions): SignatureVerifier {
  return threads === 0
    ? createInlineVerifier()
    : createVerifierPool({ threads, lowPriority, maxQueue, workerUrl });
}
