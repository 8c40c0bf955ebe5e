import { z } from 'zod';
import type { Tensor, TensorSpec } from '../ModelSession.ts';
import type { InferenceReply } from './createExchange.ts';
import { dataTypes, nameOfType } from './dataTypes.ts';
import { decodeJsonValues } from './decodeJsonValues.ts';
import { openInferenceError } from './errors.ts';
import { makeTensor } from './makeTensor.ts';
import { parseReplyJson } from './parseReplyJson.ts';
import type { ServerPoint } from './ServerPoint.ts';

const size = z.int().nonnegative();
const replySchema = z.object({
  outputs: z
    .array(
      z.object({
        name: z.string().max(256),
        datatype: z.string().max(32),
        shape: z.array(size).max(16),
        parameters: z.object({ binary_data_size: size.optional() }).nullish(),
        // Looked at where the type is known.
        data: z.unknown().optional(),
      }),
    )
    .max(256),
});

type ReplyOutput = z.output<typeof replySchema>['outputs'][number];

const fits = (spec: TensorSpec, { datatype, shape }: ReplyOutput): boolean =>
  datatype === nameOfType(spec.type) &&
  shape.length === spec.dims.length &&
  spec.dims.every((wanted, axis) => wanted < 0 || wanted === shape[axis]);

/**
 * Reads the answer to `POST …/infer`, binary or JSON, each output in the form in which the server chose to send it.
 * Outputs that the model's metadata does not name are passed over.
 * @throws RC_OPEN_INFERENCE_REPLY_INVALID unless every output is there once, of the type and dimensions that the
 *   metadata state, with exactly the values that it needs (finite ones in JSON), and nothing is left over
 */
export function decodeInferReply(
  { header, body }: Pick<InferenceReply, 'header' | 'body'>,
  specs: readonly TensorSpec[],
  point: ServerPoint,
): Record<string, Tensor> {
  const check: (holds: boolean, problem: string) => asserts holds = (holds, problem) => {
    if (!holds) throw openInferenceError('RC_OPEN_INFERENCE_REPLY_INVALID', { ...point, problem });
  };
  const said = header('inference-header-content-length');
  check(said === null || /^\d{1,15}$/.test(said), 'the length of its JSON head is no number');
  const headLength = said === null ? body.byteLength : Number(said);
  check(headLength <= body.byteLength, 'the body is shorter than its JSON head');
  const exact = specs.some(({ type }) => type === 'int64');
  const { outputs } = parseReplyJson(replySchema, body.subarray(0, headLength), point, exact);

  const wanted = new Map(specs.map((spec) => [spec.name, spec]));
  const found = new Map<string, Tensor>();
  let offset = headLength;
  for (const output of outputs) {
    const binarySize = output.parameters?.binary_data_size;
    const start = offset;
    offset += binarySize ?? 0;
    check(offset <= body.byteLength, 'the body ends inside a tensor');
    const spec = wanted.get(output.name);
    if (spec === undefined) continue;
    const name = JSON.stringify(output.name);
    check(!found.has(spec.name), `the output ${name} is there twice`);
    // Not what the server wrote as the type: it may be anything.
    const type = dataTypes.get(output.datatype)?.type ?? 'of an unknown type';
    check(fits(spec, output), `the output ${name} is ${type}[${output.shape.join(', ')}]`);
    const length = output.shape.reduce((product, dimension) => product * dimension, 1);
    if (binarySize === undefined) {
      const tensor = decodeJsonValues(spec.type, output.shape, length, output.data);
      check(tensor !== undefined, `the output ${name} does not hold ${length} numbers of its type`);
      found.set(spec.name, tensor);
    } else {
      const bytes = dataTypes.get(output.datatype)?.bytes ?? 0;
      check(length * bytes === binarySize, `the output ${name} has ${binarySize} bytes for ${length} values`);
      // A copy: an offset in the body need not suit the array's alignment.
      found.set(spec.name, makeTensor(spec.type, output.shape, body.slice(start, offset).buffer));
    }
  }
  check(offset === body.byteLength, 'bytes are left over behind the tensors');
  const missing = specs.filter(({ name }) => !found.has(name)).map(({ name }) => JSON.stringify(name));
  check(missing.length === 0, `the outputs ${missing.join(', ')} are missing`);
  // fromEntries, so that an output may be called like something that all objects have.
  return Object.fromEntries(found);
}
