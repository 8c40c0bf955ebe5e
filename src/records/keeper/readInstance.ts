import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v4 } from 'uuid';
import { z } from 'zod';

/**
 * The name of a records folder: a UUID in its file `instance`, made with the first run. Host names change with every
 * container, and a database may be shared by miners of many machines.
 * @throws what the disk throws
 */
export function readInstance(folder: string): string {
  const path = join(folder, 'instance');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${v4()}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return z.uuid().parse(readFileSync(path, 'utf8').trim());
}
