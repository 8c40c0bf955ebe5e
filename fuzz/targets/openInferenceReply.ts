import type { ModelSession, Tensor, TensorSpec } from '../../src/models/runtimes/ModelSession.ts';
import { openOpenInferenceSession } from '../../src/models/runtimes/open-inference/openOpenInferenceSession.ts';
import { createManualClock } from '../../src/support/clock/createManualClock.ts';
import { RoadcrewError } from '../../src/support/errors/RoadcrewError.ts';
import { tensorArrays } from '../../tests/models/conformance/tensorArrays.ts';
import type { Random } from '../harness/createRandom.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { expectUnpolluted } from '../harness/expectUnpolluted.ts';
import { headerLines } from '../harness/headerLines.ts';
import { mutateJson } from '../harness/mutateJson.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';

const token = 'FUZZ-t0ken-that-stays-here';
const paths = [
  '/v2',
  '/v2/health/ready',
  '/v2/models/m',
  '/v2/models/m/ready',
  '/v2/models/m/infer',
] as const;
const lengthHeader = 'inference-header-content-length';

const serverReply = '{"name":"triton","version":"2.51.0","extensions":["statistics","binary_tensor_data"]}';
const modelReply =
  '{"name":"m","versions":["1"],"platform":"python","inputs":[{"name":"x","datatype":"FP32","shape":[-1,3]}],' +
  '"outputs":[{"name":"features","datatype":"FP32","shape":[-1,2]},{"name":"ids","datatype":"INT64","shape":[-1]},' +
  '{"name":"bytes","datatype":"UINT8","shape":[1,3]}]}';
const head =
  '{"model_name":"m","outputs":[{"name":"features","datatype":"FP32","shape":[1,2],"parameters":{"binary_data_size":8}},' +
  '{"name":"ids","datatype":"INT64","shape":[2],"data":[-1,9007199254740993]},' +
  '{"name":"bytes","datatype":"UINT8","shape":[1,3],"parameters":{"binary_data_size":3}}]}';
const tail = '\0\0\x80?\0\0\0@abc';
const jsonReply =
  '{"model_name":"m","outputs":[{"name":"features","datatype":"FP32","shape":[1,2],"data":[[1e0,-2.5]]},' +
  '{"name":"ids","datatype":"INT64","shape":[0],"data":[]},{"name":"bytes","datatype":"UINT8","shape":[1,3],"data":[0,1,255]}]}';

/** One reply: the path that it answers and its headers as lines, an empty line, its body. */
const write = (
  path: string,
  body: string,
  headers: readonly (readonly [string, string])[] = [],
): Uint8Array =>
  text.encodeLatin1(
    `${text.decodeLatin1(headerLines.write([[':path', path], [':status', '200'], ...headers]))}\n\n${body}`,
  );
const split = (input: Uint8Array): [Uint8Array, Buffer] => {
  const end = Buffer.from(input).indexOf('\n\n');
  return end < 0 ? [input, Buffer.alloc(0)] : [input.subarray(0, end), Buffer.from(input.subarray(end + 2))];
};
const binaryReply = (json: string): Uint8Array =>
  write('/v2/models/m/infer', json + tail, [[lengthHeader, String(json.length)]]);

const valid: readonly Uint8Array[] = [
  write('/v2', serverReply),
  write('/v2/health/ready', ''),
  write('/v2/models/m', modelReply),
  write('/v2/models/m/ready', '{"name":"m","ready":"True"}'),
  write('/v2/models/m/infer', jsonReply),
  binaryReply(head),
];
const dictionary = [
  ...[
    '"binary_data_size":',
    '"shape":',
    '"data":',
    '"outputs":',
    '"datatype":',
    'FP16',
    'BYTES',
    'INT64',
    'UINT8',
  ],
  ...[
    '-1',
    '0',
    '[]',
    '[[',
    'null',
    'NaN',
    '1e39',
    '"error":',
    token,
    `${lengthHeader}: `,
    ':status: 500',
    '\n\n',
  ],
];

const product = (dims: readonly number[]): number => dims.reduce((total, size) => total * size, 1);

/** Something that fits what the (mutated) metadata asks for; null when that is too much for a fuzzer. */
const feed = ({ inputs }: ModelSession): Record<string, Tensor> | null => {
  const entries = inputs.map(({ name, type, dims }): [string, Tensor] => {
    const sizes = dims.map((size) => (size < 0 ? 1 : size));
    const length = Math.min(product(sizes), 10_001);
    return [name, { type, dims: sizes, data: new tensorArrays[type](length) } as Tensor];
  });
  return entries.every(([, { data }]) => data.length <= 10_000) ? Object.fromEntries(entries) : null;
};

const expectTensor = ({ name, type, dims }: TensorSpec, tensor: Tensor | undefined): void => {
  expectOracle(tensor !== undefined, `the output ${name} is missing`);
  expectOracle(
    tensor.type === type && tensor.data instanceof tensorArrays[type],
    'an output of another type',
  );
  expectOracle(tensor.dims.length === dims.length, 'an output of another rank');
  expectOracle(
    tensor.dims.every((size, axis) => dims[axis] === -1 || dims[axis] === size),
    'an output with other dimensions',
  );
  expectOracle(tensor.data.length === product(tensor.dims), 'an output that its dimensions do not describe');
};

/** As much of a Response as the client looks at: the real one refuses some of what a socket can carry. */
const respond = (status: number, headers: readonly string[], body: Uint8Array): Response => {
  const get = (name: string): string | null =>
    headers.find((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === name) ?? null;
  return { status, headers: { get }, body: [body] } as unknown as Response;
};

export const openInferenceReply: Target = {
  name: 'open-inference-reply',
  oracle:
    'a model server that lies gives RC_OPEN_INFERENCE_… or tensors as its metadata says, never the token',
  maxLength: 262_144,
  dictionary,
  makeValid: (random) => random.pick(valid),
  mutate(random: Random, input) {
    const [lines, body] = split(input);
    if (headerLines.read(lines).includes(lengthHeader)) {
      const changed = mutateJson(random, head, dictionary);
      // Mostly with the right length, or nothing behind it would ever be looked at.
      return random.chance(0.8)
        ? binaryReply(changed)
        : Buffer.concat([lines, Buffer.from(`\n\n${changed}${tail}`)]);
    }
    return Buffer.concat([
      lines,
      Buffer.from('\n\n'),
      Buffer.from(mutateJson(random, body.toString(), dictionary)),
    ]);
  },
  async run(input) {
    const [lines, body] = split(input);
    const pairs = headerLines.read(lines);
    const value = (name: string): string => pairs[pairs.indexOf(name) + 1] ?? '';
    const mutated = paths.find((path) => path === value(':path')) ?? '/v2/models/m/infer';
    const status = /^[1-5]\d\d$/.test(value(':status')) ? Number(value(':status')) : 200;
    const standard = new Map<string, string>([
      ['/v2', serverReply],
      ['/v2/models/m', modelReply],
      ['/v2/models/m/infer', jsonReply],
    ]);
    try {
      const session = await openOpenInferenceSession({
        ...{ url: 'http://triton:8000', model: 'm', token, timeoutMs: 1_000, clock: createManualClock() },
        fetch: async (url) => {
          const path = String(url).slice('http://triton:8000'.length);
          return path === mutated
            ? respond(status, pairs, body)
            : respond(200, [], Buffer.from(standard.get(path) ?? ''));
        },
      });
      const feeds = feed(session);
      if (feeds === null) return 'rejected';
      const results = await session.run(feeds);
      for (const spec of session.outputs) expectTensor(spec, results[spec.name]);
      expectOracle(
        Object.keys(results).length === session.outputs.length,
        'an output that was not announced',
      );
      return 'accepted';
    } catch (error) {
      if (!(error instanceof RoadcrewError)) throw error;
      expectOracle(
        /^RC_(OPEN_INFERENCE_|RUNTIME_TYPE_UNSUPPORTED)/.test(error.code),
        `answered with ${error.code}`,
      );
      expectOracle(!JSON.stringify(error).includes(token), 'the token is in the error');
      return 'rejected';
    } finally {
      expectUnpolluted();
    }
  },
};
