import type { Stage } from '../../src/contracts/Stage.ts';
import type { StageResult } from '../../src/contracts/StageResult.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';

/** One image that was sent, and what came of it. */
export interface Sent {
  /** `evidence`, the reason why there was none, or `threw`. */
  readonly outcome: string;
  /** The release that answered. */
  readonly release?: string;
  /** From the moment at which it was due to be sent to its result, milliseconds. */
  readonly wallMs: number;
}

export interface Load {
  /** Stops sending. Resolves with all that was sent, once everything has its result. */
  stop(): Promise<readonly Sent[]>;
}

/**
 * Sends images to a stage at a steady rate, whatever comes back.
 * @param perSecond images a second
 * @param deadlineMs time that each image has
 */
export function sendImages(
  stage: Stage,
  { images, perSecond, deadlineMs }: { images: readonly Uint8Array[]; perSecond: number; deadlineMs: number },
): Load {
  const startNs = systemClock.monotonicNs();
  const sent: Promise<Sent>[] = [];
  const stopped = new AbortController();

  const sendOne = async (image: Uint8Array, dueNs: bigint): Promise<Sent> => {
    const result = await stage
      .run(image, { atNs: dueNs + BigInt(deadlineMs) * 1_000_000n })
      .catch((error: unknown): StageResult | Error =>
        error instanceof Error ? error : new Error(String(error)),
      );
    const wallMs = Number(systemClock.monotonicNs() - dueNs) / 1e6;
    if (result instanceof Error) return { outcome: `threw ${result.message}`, wallMs };
    return result.outcome === 'evidence'
      ? { outcome: 'evidence', release: result.evidence.release, wallMs }
      : { outcome: result.reason, wallMs };
  };
  const sending = (async () => {
    for (let count = 0; ; count += 1) {
      const dueNs = startNs + BigInt(Math.round((count / perSecond) * 1e9));
      await systemClock.sleep(Math.max(0, Number(dueNs - systemClock.monotonicNs()) / 1e6), stopped.signal);
      const image = images[count % images.length];
      if (image !== undefined) sent.push(sendOne(image, dueNs));
    }
  })().catch(() => {});

  return {
    async stop() {
      stopped.abort();
      await sending;
      return Promise.all(sent);
    },
  };
}
