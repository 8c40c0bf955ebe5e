import type { DecodedImage } from '../../imaging/decodeImage.ts';
import { perceptualHash } from '../../imaging/hashes/perceptualHash.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { Classifier } from '../classifier/openClassifier.ts';
import { isWorthSplitting } from './isWorthSplitting.ts';
import type { ImageFacts, ItemResult, WorkerItem } from './messages.ts';
import { toSentError } from './toSentError.ts';

export interface BatchTools {
  readonly decode: (image: Uint8Array) => Promise<DecodedImage>;
  readonly classify: Classifier['classify'];
  /** Ends `classify`, when the host has given up all items. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the host has given up an item. */
  readonly isCancelled: (id: number) => boolean;
  readonly answer: (id: number, result: ItemResult) => void;
  readonly clock: Pick<Clock, 'monotonicNs'>;
}

interface Decoded {
  readonly item: WorkerItem;
  readonly image: DecodedImage;
  readonly decodeMs: number;
}

const factsOf = (image: DecodedImage): ImageFacts => ({
  ...{ width: image.width, height: image.height, perceptualHash: perceptualHash(image) },
});

/**
 * Decodes and classifies a batch in this process and answers each item once, as soon as its result is known. An item
 * that nobody waits for any more is not classified. When the batch fails as a whole, each image is tried alone, so
 * that one cannot spoil the others; but not by a model server that is away.
 */
export async function runBatch(items: readonly WorkerItem[], tools: BatchTools): Promise<void> {
  const { decode, classify, signal, isCancelled, answer, clock } = tools;
  const givenUp = (item: WorkerItem): 'cancelled' | 'late' | undefined => {
    if (isCancelled(item.id)) return 'cancelled';
    return clock.monotonicNs() >= item.deadlineNs ? 'late' : undefined;
  };

  const decodeOne = async (item: WorkerItem): Promise<Decoded | undefined> => {
    const startNs = clock.monotonicNs();
    const sinceMs = () => Number(clock.monotonicNs() - startNs) / 1e6;
    try {
      const image = await decode(item.image);
      return { item, image, decodeMs: sinceMs() };
    } catch (error) {
      const isImage = error instanceof RoadcrewError && error.code.startsWith('RC_IMAGING_');
      const reason = isImage ? 'undecodable' : 'failed';
      const timings = { decode: sinceMs() };
      answer(item.id, { outcome: 'none', reason, error: toSentError(error), timings });
      return undefined;
    }
  };

  const classifyAll = async (group: readonly Decoded[]): Promise<void> => {
    const results = await classify(
      group.map(({ image }) => image),
      signal === undefined ? {} : { signal },
    );
    if (results.length !== group.length) {
      throw new Error(`${results.length} results for ${group.length} images`);
    }
    group.forEach(({ item, image, decodeMs }, index) => {
      const result = results[index];
      if (result === undefined) return;
      const { logit, probability, timings } = result;
      const startNs = clock.monotonicNs();
      const facts = factsOf(image);
      const hashMs = Number(clock.monotonicNs() - startNs) / 1e6;
      answer(item.id, {
        ...{ outcome: 'evidence', probability },
        details: { logit, image: facts, ...(image.isDamaged && { damaged: true }) },
        timings: { decode: decodeMs, hash: hashMs, ...timings },
      });
    });
  };

  const decoded = (await Promise.all(items.map(decodeOne))).filter((one) => one !== undefined);
  /** Answers an item that nobody waits for. @returns whether it is one */
  const letGo = ({ item, decodeMs }: Decoded): boolean => {
    const reason = givenUp(item);
    if (reason !== undefined) answer(item.id, { outcome: 'none', reason, timings: { decode: decodeMs } });
    return reason !== undefined;
  };
  const fail = (one: Decoded, error: unknown): void => {
    if (letGo(one)) return;
    const { item, decodeMs } = one;
    answer(item.id, {
      ...{ outcome: 'none', reason: 'failed', error: toSentError(error), timings: { decode: decodeMs } },
    });
  };
  const wanted = decoded.filter((one) => !letGo(one));
  let problem: unknown;
  try {
    if (wanted.length > 0) await classifyAll(wanted);
    return;
  } catch (error) {
    problem = error;
  }
  for (const one of wanted) {
    if (wanted.length === 1 || signal?.aborted || !isWorthSplitting(problem)) {
      fail(one, problem);
    } else if (!letGo(one)) {
      await classifyAll([one]).catch((error: unknown) => {
        problem = error;
        fail(one, error);
      });
    }
  }
}
