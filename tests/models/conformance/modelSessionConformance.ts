import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelSession, Tensor } from '../../../src/models/runtimes/ModelSession.ts';
import { makeConformanceModel } from './makeConformanceModel.ts';

type Feeds = Record<string, Tensor>;

/** Rows that differ from each other; `seed` makes a run's numbers its own. Small halves of whole numbers: exact. */
const makeFeeds = (rows: number, seed: number, half: boolean): Feeds => {
  const numbers = (width: number, of: (index: number) => number) =>
    Array.from({ length: rows * width }, (_, index) => of(index + seed));
  return {
    values: {
      type: 'float32',
      dims: [rows, 3],
      data: Float32Array.from(numbers(3, (k) => (k % 17) / 2 - 4)),
    },
    bytes: { type: 'uint8', dims: [rows, 2], data: Uint8Array.from(numbers(2, (k) => (k * 37) % 256)) },
    // Beyond what a double can hold, and negative.
    ids: {
      ...{ type: 'int64', dims: [rows, 1] },
      data: BigInt64Array.from(
        numbers(1, (k) => k),
        (k) => (k % 2 === 0 ? 1n : -1n) * (2n ** 53n + BigInt(k)),
      ),
    },
    ...(half && {
      halves: {
        ...{ type: 'float16', dims: [rows, 2] },
        // Bits of 1.0 and what follows.
        data: Uint16Array.from(numbers(2, (k) => 0x3c00 + (k % 512))),
      },
    }),
  };
};

/** What the model has to answer, computed here. */
const expected = (feeds: Feeds): Feeds => {
  const { values, bytes, ids, halves } = feeds;
  if (values?.type !== 'float32' || bytes?.type !== 'uint8' || ids?.type !== 'int64') throw new TypeError();
  const rows = values.dims[0] ?? 0;
  const weights = [1, -2, 0.5, 4, -0.25, 8];
  const score = (row: number, column: number): number =>
    [0, 1, 2].reduce(
      (sum, k) => sum + (values.data[row * 3 + k] ?? 0) * (weights[k * 2 + column] ?? 0),
      column === 0 ? 100 : -1,
    );
  const swap = <Values extends Uint8Array | Uint16Array>(source: Values): Values =>
    source.map((_, index) => source[index ^ 1] ?? 0) as Values;
  return {
    scores: {
      ...{ type: 'float32', dims: [rows, 2] },
      data: Float32Array.from({ length: rows * 2 }, (_, index) => score(index >> 1, index & 1)),
    },
    swapped_bytes: { type: 'uint8', dims: [rows, 2], data: swap(bytes.data) },
    next_ids: { type: 'int64', dims: [rows, 1], data: ids.data.map((id) => id + 1n) },
    ...(halves?.type === 'float16' && {
      swapped_halves: { type: 'float16', dims: [rows, 2], data: swap(halves.data) },
    }),
  };
};

const byName = (specs: ModelSession['inputs']) => [...specs].sort((a, b) => (a.name < b.name ? -1 : 1));
const tensor = (dims: number[], data: Float32Array): Tensor => ({ type: 'float32', dims, data });

/**
 * What every implementation of ModelSession has to fulfil.
 * @param open opens a session that runs `makeConformanceModel(half)`; each test that closes one opens its own
 * @param options.half whether the implementation can carry half precision
 */
export function describeModelSession(
  name: string,
  open: () => Promise<ModelSession>,
  { half = true }: { readonly half?: boolean } = {},
): void {
  const model = makeConformanceModel(half);
  const feedsOf = (rows: number, seed = 0) => makeFeeds(rows, seed, half);

  describe(`ModelSession: ${name}`, () => {
    let session: ModelSession;
    beforeAll(async () => {
      session = await open();
    });
    afterAll(() => session?.close());

    it('says what the model takes and gives, and where it runs', () => {
      expect(byName(session.inputs)).toEqual(byName(model.inputs));
      expect(byName(session.outputs)).toEqual(byName(model.outputs));
      expect(session.attempts.filter(({ outcome }) => outcome === 'taken')).toHaveLength(1);
      for (const { outcome, reason } of session.attempts) {
        expect(typeof reason).toBe(outcome === 'failed' ? 'string' : 'undefined');
      }
    });

    it.each([1, 2, 7])('computes a batch of %i', async (rows) => {
      const feeds = feedsOf(rows, rows);
      expect(await session.run(feeds)).toEqual(expected(feeds));
    });

    it('takes views into larger buffers, and leaves what it was fed as it was', async () => {
      const { values, ...others } = feedsOf(2);
      const larger = new Float32Array(20).fill(9);
      larger.set(values?.data as Float32Array, 5);
      const feeds = { ...others, values: tensor([2, 3], larger.subarray(5, 11)) };
      expect(await session.run(feeds)).toEqual(expected(feedsOf(2)));
      expect(feeds).toEqual(feedsOf(2));
      expect(larger[4]).toBe(9);
    });

    it('keeps the runs apart that go on at once, and the results of one from the next', async () => {
      const all = Array.from({ length: 8 }, (_, index) => feedsOf(1 + (index % 3), index * 11));
      const results = await Promise.all(all.map((feeds) => session.run(feeds)));
      await session.run(feedsOf(3, 99));
      expect(results).toEqual(all.map(expected));
    });

    const valid = feedsOf(1);
    const { values: _, ...incomplete } = valid;
    it.each<[string, Feeds, string]>([
      ['a missing input', incomplete, 'values'],
      ['an input too many', { ...valid, colour: tensor([1], Float32Array.of(1)) }, 'colour'],
      ['another type', { ...valid, bytes: tensor([1, 2], Float32Array.of(1, 2)) }, 'bytes'],
      ['another fixed dimension', { ...valid, values: tensor([1, 4], new Float32Array(4)) }, 'values'],
      ['another rank', { ...valid, values: tensor([3], new Float32Array(3)) }, 'values'],
      ['less data than dimensions', { ...valid, values: tensor([2, 3], new Float32Array(3)) }, 'values'],
      ['a negative dimension', { ...valid, values: tensor([-1, 3], new Float32Array(3)) }, 'values'],
    ])('refuses %s, and says which', async (_case, feeds, culprit) => {
      await expect(session.run(feeds)).rejects.toMatchObject({
        code: 'RC_RUNTIME_FEED_INVALID',
        message: expect.stringContaining(culprit),
      });
    });

    it('gives the reason of a signal that aborted before', async () => {
      const reason = new Error('too late');
      await expect(session.run(valid, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it('gives the reason of a signal that aborts while it runs, and runs on', async () => {
      const controller = new AbortController();
      const reason = new Error('changed my mind');
      const givenUp = session.run(feedsOf(4), { signal: controller.signal });
      const other = session.run(feedsOf(2));
      controller.abort(reason);
      await expect(givenUp).rejects.toBe(reason);
      expect(await other).toEqual(expected(feedsOf(2)));
      expect(await session.run(feedsOf(3))).toEqual(expected(feedsOf(3)));
    });

    it('does not mind a signal that never aborts or aborts afterwards', async () => {
      const controller = new AbortController();
      expect(await session.run(valid, { signal: controller.signal })).toEqual(expected(valid));
      controller.abort();
      expect(await session.run(valid)).toEqual(expected(valid));
    });

    it('finishes what runs when it is closed, is closed twice as once, and then takes no more', async () => {
      const closing = await open();
      const running = closing.run(feedsOf(2, 5));
      const closed = closing.close();
      expect(await running).toEqual(expected(feedsOf(2, 5)));
      await closed;
      await closing.close();
      await expect(closing.run(valid)).rejects.toMatchObject({ code: 'RC_RUNTIME_CLOSED' });
      // Another session on the same model lives on.
      expect(await session.run(valid)).toEqual(expected(valid));
    });
  });
}
