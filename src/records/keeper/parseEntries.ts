import { createHash } from 'node:crypto';
import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import { recordSchema } from '../recordSchema.ts';
import type { Entry } from './messages.ts';

export interface ParsedEntries {
  readonly records: readonly PredictionRecord[];
  /** The records as the spill file keeps them, in the same order. */
  readonly texts: readonly string[];
  readonly images: readonly { readonly hash: string; readonly image: Uint8Array }[];
  /** Why each of the others is no record. */
  readonly faults: readonly string[];
}

/** Reads one record. @returns a reason where it is none */
export function parseRecord(text: string): PredictionRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  const result = recordSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return `${issue?.path.join('.')}: ${issue?.message}`;
}

/**
 * Reads what a batch holds. Images are hashed here, in the thread; a record without a hash gets that of its image,
 * and one with another hash too, or nobody would find the image by it.
 */
export function parseEntries(entries: readonly Entry[]): ParsedEntries {
  const records: PredictionRecord[] = [];
  const texts: string[] = [];
  const images: { hash: string; image: Uint8Array }[] = [];
  const faults: string[] = [];
  for (const { text, image } of entries) {
    const parsed = parseRecord(text);
    if (typeof parsed === 'string') {
      faults.push(parsed);
      continue;
    }
    const hash = image === null ? null : createHash('sha256').update(image).digest('hex');
    const record = hash === null ? parsed : { ...parsed, imageHash: hash };
    if (image !== null && hash !== null) images.push({ hash, image });
    records.push(record);
    texts.push(record.imageHash === parsed.imageHash ? text : JSON.stringify(record));
  }
  return { records, texts, images, faults };
}
