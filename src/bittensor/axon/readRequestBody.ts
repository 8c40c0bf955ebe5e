import { isAscii, isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';

/**
 * Reads a body into memory, never more of it than `limit` bytes.
 * @param onChunk told of each piece in the tick in which it was read
 * @returns the bytes, or why there are none. What is left of an oversized body is not read.
 */
export function readRequestBody(
  request: IncomingMessage,
  limit: number,
  onChunk?: (bytes: Uint8Array) => void,
): Promise<Buffer | Refusal> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Buffer | Refusal): void => {
      request.removeListener('data', onData).removeListener('end', onEnd);
      request.removeListener('close', onClose).removeListener('error', onClose);
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      onChunk?.(chunk);
      size += chunk.length;
      if (size > limit) {
        request.pause();
        finish({ code: 'RC_AXON_BODY_TOO_LARGE' });
      } else chunks.push(chunk);
    };
    const onEnd = (): void => finish(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    const onClose = (): void => finish({ code: 'RC_AXON_BODY_INCOMPLETE' });
    // What arrived with the headers is taken at once; `data` would come a tick later.
    const early = onChunk === undefined ? null : (request.read() as Buffer | null);
    if (early !== null) onData(early);
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}

/** UTF-8 to text, strictly: a replacement character would make the text differ from what was sent. */
export const decodeUtf8 = (bytes: Buffer): string | Refusal => {
  // Nearly every body is pure ASCII (base64), for which the Latin-1 path is several times faster.
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : { code: 'RC_AXON_BODY_NOT_UTF8' };
};
