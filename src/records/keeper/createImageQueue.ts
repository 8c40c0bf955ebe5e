import type { ImageStore } from '../images/ImageStore.ts';
import type { KeeperReport } from './messages.ts';

/** Puts images into the store, a few at a time, beside the records. */
export interface ImageQueue {
  /** Its end is reported. How much waits is bounded by who sends. */
  add(hash: string, image: Uint8Array): void;
  /** With a reason, images are dropped instead of kept; `null` lifts that. */
  refuse(reason: string | null): void;
  /** When nothing waits any more. */
  idle(): Promise<void>;
  /** Bytes put since the last call of `take`. */
  take(): number;
}

const atOnce = 4;
/** Validators send one image to many miners, and to one miner again; it need not be put each time. */
const remembered = 1_000;

export function createImageQueue(
  store: Pick<ImageStore, 'put'>,
  report: (message: KeeperReport & { kind: 'image' }) => void,
): ImageQueue {
  const waiting: { readonly hash: string; readonly image: Uint8Array }[] = [];
  const recent = new Set<string>();
  const idlers = new Set<() => void>();
  let running = 0;
  let refusal: string | null = null;
  let putBytes = 0;

  const tell = (kept: boolean, bytes: number, problem: string | null) =>
    report({ kind: 'image', kept, bytes, problem });

  const next = async (): Promise<void> => {
    const job = waiting.shift();
    if (job === undefined) return;
    const { hash, image } = job;
    running += 1;
    try {
      if (!recent.has(hash)) {
        await store.put(hash, image);
        putBytes += image.length;
        recent.add(hash);
        if (recent.size > remembered) recent.delete(recent.values().next().value ?? '');
      }
      tell(true, image.length, null);
    } catch (error) {
      tell(false, image.length, error instanceof Error ? error.message : String(error));
    }
    running -= 1;
    if (waiting.length > 0) void next();
    else if (running === 0) {
      for (const resolve of idlers) resolve();
      idlers.clear();
    }
  };

  return {
    add(hash, image) {
      if (refusal !== null) {
        tell(false, image.length, refusal);
        return;
      }
      waiting.push({ hash, image });
      if (running < atOnce) void next();
    },
    refuse(reason) {
      refusal = reason;
    },
    idle: () =>
      running === 0 && waiting.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idlers.add(resolve);
          }),
    take() {
      const bytes = putBytes;
      putBytes = 0;
      return bytes;
    },
  };
}
