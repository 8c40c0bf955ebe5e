import { describe, expect, it } from 'vitest';
import type { DecodedImage } from '../../imaging/decodeImage.ts';
import { imagingError } from '../../imaging/errors.ts';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { openInferenceError } from '../runtimes/open-inference/errors.ts';
import type { ItemResult } from './messages.ts';
import { type BatchTools, runBatch } from './runBatch.ts';

const timings = { preprocess: 1, backbone: 2, head: 3 };
/** Each image is one byte: its number, which is also its logit. 0 is no image, 13 breaks a batch. */
const batch = (bytes: readonly number[], tools: Partial<BatchTools> = {}) => {
  const answers = new Map<number, ItemResult>();
  const sizes: number[] = [];
  const clock = createManualClock();
  const done = runBatch(
    bytes.map((byte, id) => ({ id, image: Uint8Array.of(byte), deadlineNs: 1_000_000n })),
    {
      decode: async (image): Promise<DecodedImage> => {
        if (image[0] === 0)
          throw imagingError('RC_IMAGING_CORRUPT', { format: 'PNG', reason: 'it is empty' });
        const data = Uint8Array.of(image[0] ?? 0, 1, 2);
        return { width: 1, height: 1, data, format: 'png', isDamaged: image[0] === 7 };
      },
      classify: async (images) => {
        sizes.push(images.length);
        if (images.some(({ data }) => data[0] === 13)) throw new Error('unlucky');
        return images.map(({ data }) => ({
          ...{ logit: data[0] ?? 0, probability: 0.5, features: new Float32Array(1), timings },
        }));
      },
      isCancelled: () => false,
      answer: (id, result) => {
        expect(answers.has(id)).toBe(false);
        answers.set(id, result);
      },
      clock,
      ...tools,
    },
  );
  return { answers, sizes, clock, done };
};
const words = (answers: ReadonlyMap<number, ItemResult>) =>
  [...answers]
    .sort(([one], [other]) => one - other)
    .map(([, result]) => {
      return result.outcome === 'evidence' ? Number(result.details.logit) : result.reason;
    });

describe('runBatch', () => {
  it('answers each image with its own result, and what is no image with the reason', async () => {
    const { answers, sizes, done } = batch([5, 0, 7]);
    await done;
    expect(words(answers)).toEqual([5, 'undecodable', 7]);
    expect(sizes).toEqual([2]);
    expect(answers.get(0)).toMatchObject({
      details: {
        logit: 5,
        image: { width: 1, height: 1, perceptualHash: expect.stringMatching(/^[0-9a-f]{16}$/) },
      },
      timings: { decode: 0, hash: 0, ...timings },
    });
    expect(answers.get(1)).toMatchObject({ error: { code: 'RC_IMAGING_CORRUPT' } });
    expect(answers.get(2)).toMatchObject({ details: { damaged: true } });
  });

  it('does not let one image spoil the others', async () => {
    const { answers, sizes, done } = batch([5, 13, 6]);
    await done;
    expect(words(answers)).toEqual([5, 'failed', 6]);
    expect(answers.get(1)).toMatchObject({ error: { message: 'unlucky' } });
    expect(sizes).toEqual([3, 1, 1, 1]);
    const alone = batch([13]);
    await alone.done;
    expect(words(alone.answers)).toEqual(['failed']);
    expect(alone.sizes).toEqual([1]);
  });

  it('asks a model server that is away once, not once for each image, and stops when it goes away', async () => {
    const away = openInferenceError('RC_OPEN_INFERENCE_UNREACHABLE', {
      server: 'http://triton',
      reason: 'away',
    });
    const refused = openInferenceError('RC_OPEN_INFERENCE_REFUSED', { status: 413 });
    const sizes: number[] = [];
    const run = async (...errors: readonly Error[]) => {
      const { answers, done } = batch([5, 6, 7], {
        classify: async (images) => {
          sizes.push(images.length);
          throw errors[sizes.length - 1] ?? new Error('asked too often');
        },
      });
      await done;
      expect(words(answers)).toEqual(['failed', 'failed', 'failed']);
      expect(answers.get(2)).toMatchObject({ error: { code: 'RC_OPEN_INFERENCE_UNREACHABLE' } });
      return sizes.splice(0);
    };
    expect(await run(away)).toEqual([3]);
    expect(await run(refused, refused, away)).toEqual([3, 1, 1]);
  });

  it('hands on that nobody waits any more, and does not call that a failure', async () => {
    const over = new AbortController();
    let asked = 0;
    const { answers, done } = batch([5, 6], {
      signal: over.signal,
      isCancelled: () => over.signal.aborted,
      classify: async (_, options) => {
        asked += 1;
        over.abort(new Error('over'));
        options?.signal?.throwIfAborted();
        throw new Error('it was not told');
      },
    });
    await done;
    expect(words(answers)).toEqual(['cancelled', 'cancelled']);
    expect(asked).toBe(1);
  });

  it('does not classify what nobody waits for', async () => {
    const cancelled = batch([5, 6], { isCancelled: (id) => id === 0 });
    await cancelled.done;
    expect(words(cancelled.answers)).toEqual(['cancelled', 6]);
    expect(cancelled.sizes).toEqual([1]);
    const clock = createManualClock();
    await clock.advance(2);
    const late = batch([5, 6], { clock });
    await late.done;
    expect(words(late.answers)).toEqual(['late', 'late']);
    expect(late.sizes).toEqual([]);
  });

  it('fails rather than mixing up results of another number', async () => {
    const { answers, done } = batch([5, 6], { classify: async () => [] });
    await done;
    expect(words(answers)).toEqual(['failed', 'failed']);
  });
});
