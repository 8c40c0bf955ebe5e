import { createSignatureVerifier } from '../keys/createSignatureVerifier.ts';
import { verifySignature } from '../keys/verifySignature.ts';
import type { AdmissionContext } from './admitRequest.ts';

/** What checks the signatures of requests. */
export interface DoorVerifier {
  readonly verify: AdmissionContext['verify'];
  /** Checks that the background takes at once; 0 where there is none. */
  readonly concurrency: number;
  close(): Promise<void>;
}

// As many as a thread of the pool holds, so that none waits in the pool, where the order is that of arrival.
const perThread = 8;

/**
 * Checks signatures on the event loop, and in the background in threads that start with their first work. Their
 * priority is low: under a flood, forgeries must not take computing time from the model.
 * @param threads 0: there is no background
 */
export function createDoorVerifier(threads: number): DoorVerifier {
  if (threads === 0) return { verify: verifySignature, concurrency: 0, close: async () => undefined };
  const pool = createSignatureVerifier({ threads, lowPriority: true });
  return {
    verify: (message, signature, publicKey, options) =>
      (options.background ? pool.verify : verifySignature)(message, signature, publicKey, options),
    concurrency: threads * perThread,
    close: pool.close,
  };
}
