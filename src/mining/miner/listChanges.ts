import { isDeepStrictEqual } from 'node:util';

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The paths of the values that differ: `axon.limits.bodyBytes`.
 * @param path of the two themselves; by default they are the whole
 */
export function listChanges(before: unknown, after: unknown, path = ''): string[] {
  if (isGroup(before) && isGroup(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      listChanges(before[name], after[name], path === '' ? name : `${path}.${name}`),
    );
  }
  return isDeepStrictEqual(before, after) ? [] : [path];
}
