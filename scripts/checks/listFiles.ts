import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files of a checkout that git knows or would add, as paths relative to `root` with `/`. In a folder without git,
 * all files but those of `node_modules` and `dist`.
 */
export function listFiles(root: string): string[] {
  if (!existsSync(join(root, '.git'))) {
    return globSync('**/*', { cwd: root, withFileTypes: true, exclude: ['node_modules', 'dist'] })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();
  }
  const output = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return output
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .sort();
}
