import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import { recordsError } from '../errors.ts';
import type { ExportFormat } from './exportFormats.ts';
import { formatRecord, recordHeader } from './formatRecord.ts';

/** How much is handed to the file at once, characters. */
const chunkLength = 65_536;

/**
 * Writes records into a file that is there as a whole or not at all, and that only its owner can read. What is no
 * plain file (a pipe, `/dev/stdout`) is written to as it comes.
 * @returns how many
 * @throws RC_RECORDS_EXPORT_FAILED, and what `records` throws
 */
export async function exportRecords(
  records: AsyncIterable<PredictionRecord>,
  {
    path,
    format,
    signal,
  }: { readonly path: string; readonly format: ExportFormat; readonly signal: AbortSignal },
): Promise<number> {
  const existing = await stat(path).catch(() => null);
  const isPlain = existing === null || existing.isFile();
  const target = isPlain ? `${path}.${process.pid}.partial` : path;
  let count = 0;
  let sourceFailure: unknown;

  const write = async function* () {
    let waiting = recordHeader[format];
    try {
      for await (const record of records) {
        signal.throwIfAborted();
        waiting += formatRecord[format](record);
        count += 1;
        if (waiting.length < chunkLength) continue;
        yield waiting;
        waiting = '';
      }
    } catch (error) {
      sourceFailure = error;
      throw error;
    }
    if (waiting !== '') yield waiting;
  };

  try {
    await pipeline(write, createWriteStream(target, { flags: 'w', mode: 0o600 }), { signal });
    if (isPlain) await rename(target, path);
    return count;
  } catch (error) {
    if (isPlain) await rm(target, { force: true }).catch(() => undefined);
    signal.throwIfAborted();
    if (sourceFailure !== undefined) throw sourceFailure;
    const reason = error instanceof Error ? error.message : String(error);
    throw recordsError('RC_RECORDS_EXPORT_FAILED', { path, reason }, error);
  }
}
