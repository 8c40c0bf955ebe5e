import type { Readable } from 'node:stream';
import type { Decision } from '../contracts/Decision.ts';
import type { Clock } from '../support/clock/Clock.ts';
import { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import type { Detector } from './createDetector.ts';
import { deadlineIn } from './deadlineIn.ts';
import type { ImageSource } from './findImages.ts';
import { readImage } from './readImage.ts';

/** What came of one file. */
export interface FilePrediction {
  readonly file: string;
  /** `null` when the file could not be read. */
  readonly decision: Decision | null;
  /** Why there is no evidence; `null` where there is. */
  readonly failure: {
    readonly reason: string;
    readonly code: string | null;
    readonly message: string;
  } | null;
}

export interface PredictOptions {
  readonly detector: Detector;
  /** Files that are read and looked at at the same time, 1 or more. */
  readonly concurrency: number;
  /** Milliseconds for each image, from when it was read. */
  readonly timeoutMs: number;
  /** Largest file, bytes. */
  readonly limit: number;
  readonly clock: Clock;
  readonly stdin?: Readable;
  readonly signal?: AbortSignal;
  /** What is done to the encoded image before it is looked at. */
  readonly prepare?: ((image: Uint8Array, file: string) => Promise<Uint8Array>) | undefined;
  /** Told of each file when it is done, in that order. */
  readonly onDone?: (prediction: FilePrediction, done: number) => void;
}

function failureOf({ stages }: Decision): FilePrediction['failure'] {
  const last = stages.findLast((result) => result.outcome === 'none');
  if (last === undefined) return { reason: 'failed', code: null, message: 'No stage looked at the image.' };
  const { reason, error } = last;
  return {
    reason,
    code: error?.code ?? null,
    message: error?.message ?? `The stage ${last.stage} was ${reason}.`,
  };
}

/**
 * Looks at files, several at a time. One that cannot be read or decoded does not stop the others.
 * @returns one prediction a source, in their order
 * @throws the signal's reason when it aborts
 */
export async function predictFiles(
  sources: readonly ImageSource[],
  options: PredictOptions,
): Promise<FilePrediction[]> {
  const { detector, concurrency, timeoutMs, limit, clock, stdin, signal, prepare, onDone } = options;
  const predictions = new Array<FilePrediction>(sources.length);
  let done = 0;

  const predict = async (source: ImageSource): Promise<FilePrediction> => {
    const { file } = source;
    let image: Uint8Array;
    try {
      image = await readImage(source, { limit, stdin, signal });
    } catch (error) {
      if (!(error instanceof RoadcrewError)) throw error;
      return {
        file,
        decision: null,
        failure: { reason: 'unreadable', code: error.code, message: error.message },
      };
    }
    if (prepare !== undefined) image = await prepare(image, file);
    const decision = await detector.detect(image, deadlineIn(timeoutMs, clock), signal);
    return { file, decision, failure: decision.basis === 'evidence' ? null : failureOf(decision) };
  };

  const waiting = sources.entries();
  const work = async () => {
    for (const [index, source] of waiting) {
      const prediction = await predict(source);
      signal?.throwIfAborted();
      predictions[index] = prediction;
      done += 1;
      onDone?.(prediction, done);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return predictions;
}
