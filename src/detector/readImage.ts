import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { imagingError } from '../imaging/errors.ts';
import { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { detectorError } from './errors.ts';
import type { ImageSource } from './findImages.ts';

/**
 * Reads an encoded image, from a file, a pipe or standard input, and no more than may be taken.
 * @param limit bytes
 * @throws RC_IMAGING_TOO_MANY_BYTES, RC_DETECTOR_FILE_UNREADABLE; the signal's reason when it aborts
 */
export async function readImage(
  { file, path }: ImageSource,
  options: {
    readonly limit: number;
    readonly stdin?: Readable | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Uint8Array> {
  const { limit, stdin, signal } = options;
  signal?.throwIfAborted();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const read = async () => {
    const stream = path === null ? stdin : createReadStream(path, { highWaterMark: 262_144 });
    if (stream === undefined) throw new Error('there is no standard input');
    const stop = () => stream.destroy(new Error('stopped'));
    signal?.addEventListener('abort', stop, { once: true });
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (bytes > limit) throw imagingError('RC_IMAGING_TOO_MANY_BYTES', { bytes: `over ${limit}`, limit });
        chunks.push(chunk);
      }
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };
  try {
    await read();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof RoadcrewError) throw error;
    throw detectorError('RC_DETECTOR_FILE_UNREADABLE', { file, reason: (error as Error).message }, error);
  }
  return Buffer.concat(chunks);
}
