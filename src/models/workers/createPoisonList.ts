import { contentHash } from '../../imaging/hashes/contentHash.ts';
import type { Clock } from '../../support/clock/Clock.ts';

/** Images that have killed workers, by their SHA-256. */
export interface PoisonList {
  add(image: Uint8Array): void;
  has(image: Uint8Array): boolean;
}

/**
 * @param max how many are remembered; the oldest are forgotten
 * @param keptMs for how long: it may have been the machine and not the image
 */
export function createPoisonList({
  max,
  keptMs,
  clock,
}: {
  max: number;
  keptMs: number;
  clock: Pick<Clock, 'monotonicNs'>;
}): PoisonList {
  const addedNs = new Map<string, bigint>();
  return {
    add(image) {
      const [oldest] = addedNs.keys();
      if (addedNs.size >= max && oldest !== undefined) addedNs.delete(oldest);
      addedNs.set(contentHash(image), clock.monotonicNs());
    },
    has(image) {
      // Hashing takes time on the host's event loop: nobody pays for it before there was a poisoned image.
      if (addedNs.size === 0) return false;
      const name = contentHash(image);
      const sinceNs = addedNs.get(name);
      if (sinceNs === undefined) return false;
      if (Number(clock.monotonicNs() - sinceNs) / 1e6 < keptMs) return true;
      addedNs.delete(name);
      return false;
    },
  };
}
