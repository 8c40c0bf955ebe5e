import { stat } from 'node:fs/promises';
import type { Clock } from '../../support/clock/Clock.ts';

/** Size, time and identity: editors write in place or put a new file in the old one's place. */
const markOf = (path: string): Promise<string> =>
  stat(path, { bigint: true }).then(
    ({ size, mtimeNs, ino }) => `${size} ${mtimeNs} ${ino}`,
    () => 'absent',
  );

/**
 * Tells when a file has changed and then stayed as it is for one look, so that a half-written file is not read. Looks
 * rather than listens: notifications do not come from network folders and mounted volumes of containers.
 * @param options.everyMs time between two looks
 * @returns a function that ends it
 */
export function watchFile(
  path: string,
  changed: () => void,
  { clock, everyMs = 1_000 }: { readonly clock: Clock; readonly everyMs?: number },
): () => void {
  const stop = new AbortController();
  const watch = async (): Promise<void> => {
    let told = await markOf(path);
    let last = told;
    for (;;) {
      await clock.sleep(everyMs, stop.signal);
      const mark = await markOf(path);
      if (stop.signal.aborted) return;
      if (mark !== told && mark === last) {
        told = mark;
        changed();
      }
      last = mark;
    }
  };
  watch().catch(() => {});
  return () => stop.abort();
}
