import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import type { BinaryLabel } from '../../support/statistics/checkLabels.ts';
import { manifestsError } from './errors.ts';
import { type CsvRow, parseCsv } from './parseCsv.ts';

/** One labelled image. */
export interface ManifestEntry {
  /** As the manifest writes it, relative to the root. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** 1 = roadwork. */
  readonly label: BinaryLabel;
  /** Images of one camera, ride or collection; `null` where the manifest does not say. */
  readonly group: string | null;
  readonly line: number;
}

const mostBytes = 256 * 1024 * 1024;
/** How many faults an error names. */
const mostShown = 5;
const filesAtOnce = 16;

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it does not exist' : (error as Error).message;

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) throw new Error(`it has ${size} bytes, more than ${mostBytes}`);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8' : reasonOf(error);
    throw manifestsError('RC_MANIFESTS_UNREADABLE', { path, reason }, error);
  }
}

/** Finds the columns that count; `group` is -1 where there is none. */
function findColumns(header: CsvRow | undefined, path: string) {
  const names = header?.cells.map((cell) => cell.trim()) ?? [];
  const problems: string[] = [];
  const find = (name: string, needed: boolean): number => {
    const index = names.indexOf(name);
    if (index === -1 && needed) problems.push(`lacks the column ${name}`);
    if (index !== names.lastIndexOf(name)) problems.push(`has the column ${name} twice`);
    return index;
  };
  const columns = {
    file: find('file', true),
    label: find('label', true),
    group: find('source_group', false),
    count: names.length,
  };
  if (problems.length > 0) {
    throw manifestsError('RC_MANIFESTS_COLUMNS_INVALID', { path, problem: problems.join(' and ') });
  }
  return columns;
}

const isInside = (file: string): boolean =>
  file !== '' && !file.includes('\0') && !isAbsolute(file) && !file.split(/[/\\]/).includes('..');

/** @returns what is wrong with the file of an entry, or `null` */
async function findFileFault(path: string, root: string): Promise<string | null> {
  try {
    const real = await realpath(path);
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep))
      return 'is a link that leads out of the root';
    return (await stat(real)).isFile() ? null : 'is not a file';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : (error as Error).message;
  }
}

/**
 * Reads a manifest: CSV with the columns `file` (relative to the root), `label` (0 or 1) and, if wanted,
 * `source_group`. Every file is looked for before anything else is done with it.
 * @throws RC_MANIFESTS_UNREADABLE, RC_MANIFESTS_CSV_INVALID, RC_MANIFESTS_COLUMNS_INVALID,
 *   RC_MANIFESTS_ROWS_INVALID (names the first five faults with their lines), RC_MANIFESTS_ROOT_UNREADABLE
 */
export async function readManifest(input: {
  readonly path: string;
  readonly root: string;
}): Promise<readonly ManifestEntry[]> {
  const { path } = input;
  const parsed = parseCsv(await readText(path));
  if (!('length' in parsed)) throw manifestsError('RC_MANIFESTS_CSV_INVALID', { path, ...parsed });
  const root = await realpath(input.root).catch((error: unknown) => {
    throw manifestsError(
      'RC_MANIFESTS_ROOT_UNREADABLE',
      { root: input.root, reason: reasonOf(error) },
      error,
    );
  });
  const [header, ...rows] = parsed;
  const columns = findColumns(header, path);
  const faults: { line: number; problem: string }[] = [];
  const entries: ManifestEntry[] = [];
  const lineOf = new Map<string, number>();

  for (const { line, cells } of rows) {
    const fault = (problem: string) => faults.push({ line, problem });
    const [file, label, group] = [columns.file, columns.label, columns.group].map((index) => cells[index]);
    if (cells.length !== columns.count) {
      fault(`has ${cells.length} cells instead of ${columns.count}`);
    } else if (file === undefined || !isInside(file)) {
      fault(`${JSON.stringify(file)} is not a path inside the root`);
    } else if (label?.trim() !== '0' && label?.trim() !== '1') {
      fault(`the label ${JSON.stringify(label)} is neither 0 nor 1`);
    } else {
      const absolute = join(root, normalize(file));
      const first = lineOf.get(absolute);
      if (first === undefined) lineOf.set(absolute, line);
      else fault(`${file} is already in line ${first}`);
      const named = group?.trim() || null;
      entries.push({ file, path: absolute, label: label.trim() === '1' ? 1 : 0, group: named, line });
    }
  }
  if (rows.length === 0) faults.push({ line: 1, problem: 'there is no image below the header' });

  const waiting = entries.values();
  const look = async () => {
    for (const entry of waiting) {
      const problem = await findFileFault(entry.path, root);
      if (problem !== null) faults.push({ line: entry.line, problem: `${entry.file} ${problem}` });
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, look));

  if (faults.length > 0) {
    faults.sort((a, b) => a.line - b.line);
    const shown = faults.slice(0, mostShown).map(({ line, problem }) => `line ${line}: ${problem}`);
    if (faults.length > mostShown) shown.push(`and ${faults.length - mostShown} more`);
    throw manifestsError('RC_MANIFESTS_ROWS_INVALID', {
      path,
      count: faults.length,
      list: shown.join('; '),
      faults: faults.slice(0, 100),
    });
  }
  return entries;
}
