import type { Tensor, TensorSpec } from '../ModelSession.ts';
import { nameOfType } from './dataTypes.ts';

export interface EncodedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

const bytesOf = ({ data }: Tensor): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

// Written by hand: JSON.stringify refuses BigInts, and a double would round them.
const jsonValues = ({ type, data }: Tensor): string =>
  type === 'int64' ? `[${data.join(',')}]` : JSON.stringify(Array.from(data));

/**
 * Writes the body of `POST …/infer`. Binary: a JSON head, whose length is in `Inference-Header-Content-Length`, then
 * the tensors as they lie in memory (little-endian, as on every machine that Node runs on but s390x).
 * Source: Open Inference Protocol v2, "Inference" and its extension "Binary Tensor Data".
 * @param feeds already held against `inputs`; without the binary extension no float16 and only finite numbers
 */
export function encodeInferRequest(
  inputs: readonly TensorSpec[],
  outputs: readonly TensorSpec[],
  feeds: Readonly<Record<string, Tensor>>,
  binary: boolean,
): EncodedRequest {
  const tensors = inputs.flatMap(({ name }) => {
    const tensor = feeds[name];
    return tensor === undefined ? [] : [{ name, tensor }];
  });
  const heads = tensors.map(({ name, tensor }) => {
    const head = { name, shape: tensor.dims, datatype: nameOfType(tensor.type) };
    return binary
      ? JSON.stringify({ ...head, parameters: { binary_data_size: tensor.data.byteLength } })
      : `${JSON.stringify(head).slice(0, -1)},"data":${jsonValues(tensor)}}`;
  });
  const wanted = outputs.map(({ name }) => (binary ? { name, parameters: { binary_data: true } } : { name }));
  const json = encoder.encode(`{"inputs":[${heads.join(',')}],"outputs":${JSON.stringify(wanted)}}`);
  if (!binary) return { headers: { 'content-type': 'application/json' }, body: json };

  const size = tensors.reduce((sum, { tensor }) => sum + tensor.data.byteLength, json.byteLength);
  const body = new Uint8Array(size);
  body.set(json);
  let offset = json.byteLength;
  for (const { tensor } of tensors) {
    body.set(bytesOf(tensor), offset);
    offset += tensor.data.byteLength;
  }
  return {
    headers: {
      'content-type': 'application/octet-stream',
      'inference-header-content-length': String(json.byteLength),
    },
    body,
  };
}
