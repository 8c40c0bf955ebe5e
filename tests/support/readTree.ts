import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that lies in a folder, names and bytes, as one text. */
export async function readTree(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = names
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => `${name}\n${await readFile(join(parentPath, name), 'latin1')}`);
  return (await Promise.all(texts)).join('\n');
}
