import { z } from 'zod';
import type { InferenceReply, InferenceRequest } from './createExchange.ts';
import { openInferenceError } from './errors.ts';
import { parseReplyJson } from './parseReplyJson.ts';
import { type ModelMetadata, readModelMetadata } from './readModelMetadata.ts';

const serverSchema = z.object({ extensions: z.array(z.string().max(256)).max(256).nullish() });
// Triton and MLServer answer with the status alone; KServe writes a boolean or a word.
const readySchema = z.object({ ready: z.union([z.boolean(), z.stringFormat('word', /^(true|false)$/i)]) });

export interface ServedModel extends ModelMetadata {
  /** Whether the server takes and gives tensors as bytes. */
  readonly binary: boolean;
}

/**
 * Asks a server whether it and the model are ready, what it can do, and what the model takes and gives.
 * @param ask rejects for any status but 200 with RC_OPEN_INFERENCE_REFUSED
 * @param askStatus does not look at the status
 * @throws RC_OPEN_INFERENCE_NOT_READY, RC_OPEN_INFERENCE_REPLY_INVALID, and as `readModelMetadata`
 */
export async function discoverModel(options: {
  readonly server: string;
  readonly model: string;
  readonly modelPath: string;
  readonly token?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly ask: (request: InferenceRequest) => Promise<InferenceReply>;
  readonly askStatus: (request: InferenceRequest) => Promise<InferenceReply>;
}): Promise<ServedModel> {
  const { server, model, modelPath, token, signal, ask, askStatus } = options;

  const checkReady = async (path: string, what: string): Promise<void> => {
    const { status, body } = await askStatus({ path, signal });
    const saysNo = () => {
      try {
        const { ready } = parseReplyJson(readySchema, body, { server, path });
        return String(ready).toLowerCase() === 'false';
      } catch {
        return false;
      }
    };
    // Triton says 400 and KServe 503 for a model that is loading; other refusals (401, 404) have a reason of their own.
    if (status === 400 || status === 503 || (status === 200 && saysNo())) {
      throw openInferenceError('RC_OPEN_INFERENCE_NOT_READY', { server, what });
    }
  };
  const askChecked = async (path: string): Promise<Uint8Array> => (await ask({ path, signal })).body;

  const serverPath = '/v2';
  const { extensions } = parseReplyJson(serverSchema, await askChecked(serverPath), {
    server,
    path: serverPath,
  });
  await checkReady('/v2/health/ready', 'it');
  // Metadata first: Triton's `ready` says 400 for a model that it does not know, its metadata why.
  const metadata = readModelMetadata(await askChecked(modelPath), { server, path: modelPath }, model, token);
  await checkReady(`${modelPath}/ready`, `the model ${JSON.stringify(model)}`);
  const binary = extensions?.includes('binary_tensor_data') ?? false;
  const half = [...metadata.inputs, ...metadata.outputs].find(({ type }) => type === 'float16');
  if (!binary && half !== undefined) {
    const what = `The half-precision tensor ${JSON.stringify(half.name)}`;
    throw openInferenceError('RC_OPEN_INFERENCE_BINARY_REQUIRED', { server, what });
  }
  return { ...metadata, binary };
}
