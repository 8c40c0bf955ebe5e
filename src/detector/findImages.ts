import { glob, readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { detectorError } from './errors.ts';

/** A place that may hold an image. */
export interface ImageSource {
  /** As the user would write it; `-` is standard input. */
  readonly file: string;
  /** Absolute; `null` for standard input. */
  readonly path: string | null;
}

const isImageName = (name: string): boolean => /\.(jpe?g|png|webp)$/i.test(name);
const isPattern = (word: string): boolean => /[*?[\]{}]/.test(word);

async function findInFolder(word: string, path: string): Promise<ImageSource[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && isImageName(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((found) => ({ file: join(word, found.slice(resolve(path).length + 1)), path: found }));
}

async function findByPattern(word: string, cwd: string): Promise<ImageSource[]> {
  const files: string[] = [];
  for await (const file of glob(word, { cwd })) files.push(file);
  const sources = files.sort().map((file) => ({ file, path: isAbsolute(file) ? file : join(cwd, file) }));
  // A pattern such as `photos/**` also matches folders.
  const kept = await Promise.all(sources.map(async ({ path }) => (await stat(path)).isFile()));
  return sources.filter((_, index) => kept[index]);
}

/**
 * What words on a command line stand for: a file whatever its name, all images of a folder (`.jpg`, `.jpeg`, `.png`,
 * `.webp`, also in folders inside), the files that a pattern matches, or `-` for standard input.
 * @param cwd absolute
 * @returns the sources in the order of the words, each once; and an error for each word that stands for nothing
 */
export async function findImages(
  words: readonly string[],
  cwd: string,
): Promise<{
  readonly sources: readonly ImageSource[];
  readonly missing: readonly { readonly file: string; readonly error: RoadcrewError }[];
}> {
  const sources = new Map<string, ImageSource>();
  const missing: { file: string; error: RoadcrewError }[] = [];
  for (const word of words) {
    const path = resolve(cwd, word);
    let found: ImageSource[] = [];
    try {
      if (word === '-') found = [{ file: word, path: null }];
      else {
        const isFolder = await stat(path).then(
          (stats) => stats.isDirectory(),
          () => null,
        );
        if (isFolder !== null) found = isFolder ? await findInFolder(word, path) : [{ file: word, path }];
        else if (isPattern(word)) found = await findByPattern(word, cwd);
      }
    } catch (error) {
      const reason = (error as Error).message;
      missing.push({
        file: word,
        error: detectorError('RC_DETECTOR_FILE_UNREADABLE', { file: word, reason }, error),
      });
      continue;
    }
    if (found.length === 0)
      missing.push({ file: word, error: detectorError('RC_DETECTOR_FILE_MISSING', { file: word }) });
    for (const source of found) sources.set(source.path ?? '-', sources.get(source.path ?? '-') ?? source);
  }
  return { sources: [...sources.values()], missing };
}
