import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';

/**
 * The unpacked bytes of a traffic file; gzip when its name ends in `.gz`. A packed file that breaks off gives what
 * it held up to there, as a plain one does.
 */
export function openTrafficFile(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith('.gz')) return file;
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  // Errors of either end reach whoever reads the unpacked bytes.
  return pipeline(file, gunzip, () => {});
}
