/**
 * The first two paths that would be one file, or a file and a folder of the same name, on a disk that does not tell
 * upper from lower case or composed from decomposed letters.
 */
export function findCollision(paths: readonly string[]): readonly [string, string] | null {
  const fold = (path: string) => path.normalize('NFC').toLowerCase();
  const files = new Map<string, string>();
  for (const path of paths) {
    const other = files.get(fold(path));
    if (other !== undefined) return [other, path];
    files.set(fold(path), path);
  }
  for (const path of paths) {
    const names = fold(path).split('/');
    for (let length = 1; length < names.length; length += 1) {
      const other = files.get(names.slice(0, length).join('/'));
      if (other !== undefined) return [other, path];
    }
  }
  return null;
}
