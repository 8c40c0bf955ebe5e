import { createSignatureVerifier } from '../keys/createSignatureVerifier.ts';
import { verifySignature } from '../keys/verifySignature.ts';
import type { AdmissionContext } from './admitRequest.ts';

/** What checks the signatures of requests. */
export interface DoorVerifier {
  readonly verify: AdmissionContext['verify'];
  /** Starts the threads, so that the first caller need not wait for them. */
  start(): void;
  close(): Promise<void>;
}

/** @param threads 0 checks on the event loop */
export function createDoorVerifier(threads: number): DoorVerifier {
  if (threads === 0) {
    return { verify: verifySignature, start: () => undefined, close: async () => undefined };
  }
  const verifier = createSignatureVerifier({ threads });
  return {
    verify: verifier.verify,
    start() {
      // Any work starts a thread; this is no signature at all. A verifier that was closed meanwhile refuses it.
      const nothing = new Uint8Array(64);
      for (let thread = 0; thread < threads; thread += 1) {
        verifier.verify('', nothing, nothing.subarray(32)).catch(() => undefined);
      }
    },
    close: () => verifier.close(),
  };
}
