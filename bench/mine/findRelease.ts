import { join } from 'node:path';
import { writeTestRelease } from '../../tests/models/writeTestRelease.ts';

/**
 * The release that a benchmark names: none for the starter, `tiny` for one of the tests, which answers in a millisecond,
 * so that everything but the model is under load, otherwise a folder.
 */
export async function findRelease(name: string | null, folder: string): Promise<string | null> {
  if (name !== 'tiny') return name;
  const release = join(folder, 'tiny');
  await writeTestRelease(release, { id: 'tiny', imageSize: 64 });
  return release;
}
