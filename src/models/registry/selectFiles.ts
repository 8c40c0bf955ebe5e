import { registryError } from './errors.ts';
import { findCollision } from './findCollision.ts';
import type { ListedFile, RepositoryListing } from './listRepository.ts';
import { matchesPattern } from './matchesPattern.ts';
import type { HubSource } from './modelSchema.ts';
import { pathProblem } from './pathProblem.ts';

/**
 * The files of a listing that a model needs, by path.
 * @throws RC_REGISTRY_FILES_MISSING when there are no weights; RC_REGISTRY_PATH_UNSAFE when one of them, or two
 *   together, could not safely be written
 */
export function selectFiles(
  { commit, files }: RepositoryListing,
  { repository, files: patterns, weights }: HubSource,
): readonly ListedFile[] {
  const matching = (pattern: string) => files.filter(({ path }) => matchesPattern(path, pattern));
  const weightFiles = weights.map(matching).find((found) => found.length > 0);
  if (weightFiles === undefined) {
    const what = `weights (${weights.join(' or ')})`;
    throw registryError('RC_REGISTRY_FILES_MISSING', { repository, commit, what });
  }
  const selected = [...new Set([...patterns.flatMap(matching), ...weightFiles])];
  // All of the listing is judged: a hub that offers `../x` is not to be trusted with anything.
  for (const { path } of files) {
    const reason = pathProblem(path);
    if (reason !== null) throw registryError('RC_REGISTRY_PATH_UNSAFE', { path, reason });
  }
  const collision = findCollision(selected.map(({ path }) => path));
  if (collision !== null) {
    const [path, other] = collision;
    const reason = `${other} would be in the same place on some disks`;
    throw registryError('RC_REGISTRY_PATH_UNSAFE', { path, reason });
  }
  return selected.sort((a, b) => (a.path < b.path ? -1 : 1));
}
