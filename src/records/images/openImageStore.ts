import { resolve } from 'node:path';
import type { RecordsConfig } from '../configSchema.ts';
import { recordsError } from '../errors.ts';
import { createFolderStore } from './createFolderStore.ts';
import { createS3Store, type S3Parts } from './createS3Store.ts';
import type { ImageStore } from './ImageStore.ts';

const address = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w./-]*))?$/;

/**
 * The store that `records.images` names. Nothing is read or written yet.
 * @param cwd where a relative folder begins
 * @throws RC_RECORDS_STORE_INVALID
 */
export function openImageStore(images: RecordsConfig['images'], cwd: string, parts: S3Parts): ImageStore {
  const { store, s3 } = images;
  if (!store.includes('://')) return createFolderStore(resolve(cwd, store), () => parts.clock.now());
  const [, bucket, path = ''] = address.exec(store) ?? [];
  const fail = (reason: string) => recordsError('RC_RECORDS_STORE_INVALID', { reason });
  const prefix = path.replace(/\/+$/, '');
  if (bucket === undefined || prefix.split('/').some((part) => part === '..' || part === '.')) {
    // Not shown: somebody may have written keys into it.
    throw fail('it is neither a folder nor s3://bucket/prefix');
  }
  const { accessKeyId, secretAccessKey, ...rest } = s3;
  if (accessKeyId === undefined || secretAccessKey === undefined) throw fail('an S3 key is missing');
  return createS3Store({ ...rest, bucket, prefix, accessKeyId, secretAccessKey }, parts);
}
