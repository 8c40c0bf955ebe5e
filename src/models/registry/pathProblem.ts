const maxLength = 1_000;

/**
 * Why a path from a server's listing must not become a file, or `null`. It has to be relative, of plain names parted
 * by slashes, and must not look like a file of our own.
 */
export function pathProblem(path: string): string | null {
  if (path === '' || path.length > maxLength) return `it has ${path.length} characters`;
  if (/\p{Cc}/u.test(path)) return 'it has control characters';
  if (path.includes('\\')) return 'it has a backslash';
  if (/^[A-Za-z]:/.test(path)) return 'it begins with a drive';
  for (const name of path.split('/')) {
    if (name === '') return 'it is absolute, or has an empty name';
    if (name === '.' || name === '..') return `it has the name ${name}`;
    if (Buffer.byteLength(name) > 240) return 'a name in it is too long';
  }
  if (/\.part(?:\.json)?$/i.test(path)) return 'it has the name of an unfinished download';
  return null;
}
