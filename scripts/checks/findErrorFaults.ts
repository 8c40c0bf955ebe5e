import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCodeRow } from './collectErrorCodes.ts';
import { errorsPage, renderErrorsPage } from './renderErrorsPage.ts';

// A code that ends in `_`, `_*` or `_…` is a way of writing "all of these" in prose.
const codePattern = /\bRC_[A-Z0-9]+(?:_[A-Z0-9]+)+(?![A-Z0-9_])/g;

/**
 * Holds error codes, their uses and their page against each other.
 * @returns a line for each code that is defined twice, never used, used without being defined, or badly told, and one
 *   if the page is not what `npm run docs:errors` would write
 */
export function findErrorFaults(
  root: string,
  files: readonly string[],
  rows: readonly ErrorCodeRow[],
): string[] {
  const faults: string[] = [];
  const defined = new Map<string, string>();
  for (const { code, message, hint, file } of rows) {
    const before = defined.get(code);
    if (before) faults.push(`${file}: ${code} is already defined in ${before}`);
    defined.set(code, file);
    if (!/^RC(_[A-Z0-9]+){2,}$/.test(code)) faults.push(`${file}: ${code} is not RC_ROOM_WHAT`);
    if (message.trim() === '' || hint.trim() === '')
      faults.push(`${file}: ${code} lacks its message or hint`);
  }

  const used = new Set<string>();
  for (const file of files) {
    if (!/^(src\/.*\.ts|bin\/.*\.js)$/.test(file) || file.endsWith('.test.ts')) continue;
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      // What a comment mentions must exist, but mentioning is not throwing.
      const comment = /^\s*(\*|\/\/|\/\*)/.test(line);
      for (const [code] of line.matchAll(codePattern)) {
        if (!defined.has(code)) faults.push(`${file}:${index + 1}: ${code} is not defined in any errors.ts`);
        else if (!comment && (file !== defined.get(code) || file.startsWith('bin/'))) used.add(code);
      }
    }
  }
  for (const [code, file] of defined) if (!used.has(code)) faults.push(`${file}: ${code} is never thrown`);

  const path = join(root, errorsPage);
  const current = existsSync(path) ? readFileSync(path, 'utf8') : null;
  if (current !== renderErrorsPage(rows))
    faults.push(`${errorsPage} is out of step: run npm run docs:errors`);
  return faults;
}
