import { hash } from 'node:crypto';

/** Images that have killed workers, by their SHA-256. */
export interface PoisonList {
  add(image: Uint8Array): void;
  has(image: Uint8Array): boolean;
}

/** @param max how many are remembered; the oldest are forgotten */
export function createPoisonList({ max }: { max: number }): PoisonList {
  const known = new Set<string>();
  const nameOf = (image: Uint8Array): string => hash('sha256', image);
  return {
    add(image) {
      const [oldest] = known;
      if (known.size >= max && oldest !== undefined) known.delete(oldest);
      known.add(nameOf(image));
    },
    // Hashing takes time on the host's event loop: nobody pays for it before there was a poisoned image.
    has: (image) => known.size > 0 && known.has(nameOf(image)),
  };
}
