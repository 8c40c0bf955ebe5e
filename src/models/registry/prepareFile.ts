import { lstat, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { diskFailure } from './diskFailure.ts';
import { registryError } from './errors.ts';
import { pathProblem } from './pathProblem.ts';

async function kindOf(path: string): Promise<'missing' | 'folder' | 'file' | 'other'> {
  try {
    const status = await lstat(path);
    return status.isDirectory() ? 'folder' : status.isFile() ? 'file' : 'other';
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 'missing';
    throw diskFailure(error, path, 'read');
  }
}

/**
 * Where the file `path` of a model goes. Makes the folders above it, one by one, so that no symbolic link inside the
 * models' folder leads the way out.
 * @param root the models' folder; may itself be reached by links, as the operator chose it
 * @throws RC_REGISTRY_PATH_UNSAFE, RC_REGISTRY_DISK_FAILED
 */
export async function prepareFile(root: string, below: readonly string[], path: string): Promise<string> {
  const relative = [...below, ...path.split('/')].join('/');
  const unsafe = (reason: string) => registryError('RC_REGISTRY_PATH_UNSAFE', { path: relative, reason });
  const problem = pathProblem(relative);
  if (problem !== null) throw unsafe(problem);
  let folder = root;
  for (const name of dirname(relative).split('/')) {
    folder = join(folder, name);
    let kind = await kindOf(folder);
    if (kind === 'missing') {
      await mkdir(folder).catch((error: unknown) => {
        // Another file of the same folder may have been faster.
        if (systemErrorCode(error) !== 'EEXIST') throw diskFailure(error, folder, 'written');
      });
      kind = await kindOf(folder);
    }
    if (kind !== 'folder') throw unsafe('a folder above it is a link or a file');
  }
  const target = join(root, relative);
  const kind = await kindOf(target);
  if (kind !== 'missing' && kind !== 'file') throw unsafe('a link or folder is in its place');
  return target;
}
