import { z } from 'zod';
import { runtimeError } from '../errors.ts';
import type { TensorSpec } from '../ModelSession.ts';
import { dataTypes } from './dataTypes.ts';
import { openInferenceError } from './errors.ts';
import { parseReplyJson } from './parseReplyJson.ts';
import { readServerText } from './readServerText.ts';
import type { ServerPoint } from './ServerPoint.ts';

const tensorSchema = z.object({
  // Names are in the sentences of errors: nothing in them may act on a terminal.
  name: z.string().regex(/^[^\p{C}]{1,256}$/u, 'not a printable name'),
  datatype: z.string().max(32),
  shape: z.array(z.int().min(-1)).max(16),
});
// What else servers tell (platform, versions, tags) is theirs.
const modelSchema = z.object({
  inputs: z.array(tensorSchema).max(256),
  outputs: z.array(tensorSchema).max(256),
});

/** What a served model takes and gives. */
export interface ModelMetadata {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}

/**
 * Reads the answer to `GET /v2/models/{model}`.
 * @param token refused in names, which errors show
 * @throws RC_OPEN_INFERENCE_REPLY_INVALID; RC_RUNTIME_TYPE_UNSUPPORTED for a tensor of a type that we do not use
 */
export function readModelMetadata(
  body: Uint8Array,
  point: ServerPoint,
  model: string,
  token?: string,
): ModelMetadata {
  const metadata = parseReplyJson(modelSchema, body, point);
  const read = (kind: 'input' | 'output'): TensorSpec[] => {
    const tensors = metadata[`${kind}s`];
    const names = new Set(tensors.map(({ name }) => name));
    const problem =
      (names.size === 0 && `the model names no ${kind}s`) ||
      (names.size < tensors.length && `two ${kind}s share a name`) ||
      (token !== undefined && [...names].some((name) => name.includes(token)) && 'a name holds the token');
    if (problem) throw openInferenceError('RC_OPEN_INFERENCE_REPLY_INVALID', { ...point, problem });
    return tensors.map(({ name, datatype, shape }) => {
      const type = dataTypes.get(datatype)?.type;
      if (type !== undefined) return { name, type, dims: shape };
      const found = readServerText(datatype, token);
      throw runtimeError('RC_RUNTIME_TYPE_UNSUPPORTED', { kind, name, path: model, type: found });
    });
  };
  return { inputs: read('input'), outputs: read('output') };
}
