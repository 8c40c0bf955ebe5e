import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoadcrewError } from '../../../support/errors/RoadcrewError.ts';
import type { Tensor, TensorSpec } from '../ModelSession.ts';
import { decodeInferReply } from './decodeInferReply.ts';
import { encodeInferRequest } from './encodeInferRequest.ts';

const specs: TensorSpec[] = [
  { name: 'features', type: 'float32', dims: [-1, 2] },
  { name: 'ids', type: 'int64', dims: [-1] },
];
const point = { server: 'http://triton', path: '/infer' };
const utf8 = new TextEncoder();

const decode = (head: unknown, tail: readonly number[] = [], length?: string | null) => {
  const json = utf8.encode(typeof head === 'string' ? head : JSON.stringify(head));
  const said = length === undefined ? String(json.length) : length;
  return decodeInferReply({ header: () => said, body: Uint8Array.from([...json, ...tail]) }, specs, point);
};
const output = (more: object, name = 'features', datatype = 'FP32') => ({
  ...{ name, datatype, shape: [1, 2] },
  ...more,
});
const features = output({ data: [1, 2] });
const ids = output({ shape: [1], data: [7] }, 'ids', 'INT64');

describe('decodeInferReply', () => {
  it('reads each output in the form in which it came, in any order, and passes over strange ones', () => {
    const binary = output({ parameters: { binary_data_size: 8, more: 1 } });
    const strange = { name: 'debug', datatype: 'BYTES', shape: [1], parameters: { binary_data_size: 3 } };
    const bytes = new Uint8Array(Float32Array.of(1.5, -2).buffer);
    expect(decode({ outputs: [ids, strange, binary], id: null }, [9, 9, 9, ...bytes])).toEqual({
      features: { type: 'float32', dims: [1, 2], data: Float32Array.of(1.5, -2) },
      ids: { type: 'int64', dims: [1], data: BigInt64Array.of(7n) },
    });
    // Nested as the dimensions are, whole numbers to the last digit, and no header for a body of JSON alone.
    const nested = '{"outputs":[{"name":"features","datatype":"FP32","shape":[2,2],"data":[[1,2],[3,4e1]]},';
    const exact =
      '{"name":"ids","datatype":"INT64","shape":[2],"data":[-9223372036854775808,9007199254740993]}]}';
    expect(decode(nested + exact, [], null)).toEqual({
      features: { type: 'float32', dims: [2, 2], data: Float32Array.of(1, 2, 3, 40) },
      ids: { type: 'int64', dims: [2], data: BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n) },
    });
    const none = output({ shape: [0, 2], parameters: { binary_data_size: 0 } });
    expect(decode({ outputs: [none, ids] }).features?.data).toHaveLength(0);
  });

  it.each<[string, unknown, (readonly number[])?, (string | null)?]>([
    ['no JSON', '<html>'],
    ['no object', 'null'],
    ['no outputs', { error: 'x' }],
    ['an output that is missing', { outputs: [features] }],
    ['an output that is there twice', { outputs: [features, features, ids] }],
    ['another type', { outputs: [{ ...features, datatype: 'FP64' }, ids] }],
    ['another rank', { outputs: [{ ...features, shape: [2] }, ids] }],
    ['another fixed dimension', { outputs: [{ ...features, shape: [2, 1] }, ids] }],
    ['a negative dimension', { outputs: [{ ...features, shape: [-1, 2] }, ids] }],
    ['a fraction of a dimension', { outputs: [{ ...features, shape: [1.5, 2] }, ids] }],
    ['fewer values', { outputs: [{ ...features, data: [1] }, ids] }],
    ['more values', { outputs: [{ ...features, data: [1, 2, 3] }, ids] }],
    ['no values', { outputs: [output({}), ids] }],
    ['values nested too deep', { outputs: [{ ...features, data: [[[1]], [[2]]] }, ids] }],
    ['a text among the numbers', { outputs: [{ ...features, data: [1, '2'] }, ids] }],
    ['null among the numbers', { outputs: [{ ...features, data: [1, null] }, ids] }],
    ['a number beyond float32', { outputs: [{ ...features, data: [1, 1e39] }, ids] }],
    ['a fraction among int64', { outputs: [features, { ...ids, data: [1.5] }] }],
    [
      'a whole number beyond int64',
      '{"outputs":[{"name":"features","datatype":"FP32","shape":[1,2],"data":[1,2]},{"name":"ids","datatype":"INT64","shape":[1],"data":[9223372036854775808]}]}',
    ],
    [
      'a size that is no multiple',
      { outputs: [output({ parameters: { binary_data_size: 7 } }), ids] },
      Array(7),
    ],
    [
      'a size for other dimensions',
      { outputs: [output({ parameters: { binary_data_size: 4 } }), ids] },
      Array(4),
    ],
    ['a negative size', { outputs: [output({ parameters: { binary_data_size: -8 } }), ids] }],
    [
      'a body that ends too early',
      { outputs: [output({ parameters: { binary_data_size: 8 } }), ids] },
      Array(7),
    ],
    ['bytes left over', { outputs: [features, ids] }, [0]],
    ['dimensions whose product is no number', { outputs: [{ ...features, shape: [2 ** 53, 2] }, ids] }],
    [
      'a giant that holds nothing',
      { outputs: [output({ shape: [2 ** 52, 2], parameters: { binary_data_size: 0 } }), ids] },
    ],
    ['a head longer than the body', { outputs: [features, ids] }, [], '99999'],
    ['a head shorter than its JSON', { outputs: [features, ids] }, [], '5'],
    ['a length that is no number', { outputs: [features, ids] }, [], '1e2'],
    ['a negative length', { outputs: [features, ids] }, [], '-1'],
    ['brackets without end', '['.repeat(200_000)],
    ['text that is no UTF-8', { outputs: [features, ids] }, [0xff], null],
  ])('refuses %s', (_case, head, tail, length) => {
    expect(() => decode(head, tail, length)).toThrow(
      expect.objectContaining({ code: 'RC_OPEN_INFERENCE_REPLY_INVALID' }),
    );
  });

  it('gives back what a request carries, for any tensors: both have the same form', () => {
    const dims = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
    const tensor = dims.chain((sizes): fc.Arbitrary<Tensor> => {
      const length = sizes.reduce((product, size) => product * size, 1);
      const of = { minLength: length, maxLength: length };
      return fc.oneof(
        fc
          .float32Array({ ...of, noNaN: true, noDefaultInfinity: true })
          .map((data) => ({ type: 'float32' as const, dims: sizes, data })),
        fc.bigInt64Array(of).map((data) => ({ type: 'int64' as const, dims: sizes, data })),
        fc.uint8Array(of).map((data) => ({ type: 'uint8' as const, dims: sizes, data })),
      );
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 8 }), tensor, { maxKeys: 3 }),
        fc.boolean(),
        (feeds, binary) => {
          const wanted = Object.entries(feeds).map(([name, { type, dims }]) => ({ name, type, dims }));
          const { headers, body } = encodeInferRequest(wanted, [], feeds, binary);
          const length = headers['inference-header-content-length'] ?? null;
          const head = JSON.parse(Buffer.from(body.subarray(0, Number(length ?? body.length))).toString());
          expect(head.inputs).toHaveLength(wanted.length);
          // The head of a reply calls them outputs: as many bytes less or more as the names differ in.
          const text = Buffer.from(body)
            .toString('latin1')
            .replace('{"inputs":', '{"outputs":')
            .replace('],"outputs":[]}', ']}');
          const shifted = length === null ? null : String(Number(length) + 1 - ',"outputs":[]'.length);
          const decoded = decodeInferReply(
            { header: () => shifted, body: Uint8Array.from(Buffer.from(text, 'latin1')) },
            wanted,
            point,
          );
          // JSON has no sign for zero.
          const same = Object.fromEntries(
            Object.entries(feeds).map(([name, feed]) => [
              name,
              feed.type === 'float32' && !binary
                ? { ...feed, data: feed.data.map((value) => value + 0) }
                : feed,
            ]),
          );
          expect(decoded).toEqual(same);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('ends in tensors or in its error for any bytes and any length', () => {
    const anyHead = fc.oneof(
      fc.json(),
      fc
        .json()
        .map((data) => `{"outputs":[{"name":"features","datatype":"FP32","shape":[1,2],"data":${data}}]}`),
    );
    fc.assert(
      fc.property(
        anyHead,
        fc.uint8Array(),
        fc.oneof(fc.constant(null), fc.nat().map(String), fc.string()),
        (head, tail, length) => {
          try {
            decode(head, [...tail], length);
          } catch (error) {
            if (!(error instanceof RoadcrewError)) throw error;
          }
        },
      ),
    );
  });
});
