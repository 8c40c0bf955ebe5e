import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { recordsError } from '../errors.ts';
import { createSpillDecoder, type SpillFaults } from './createSpillDecoder.ts';
import { spillLine } from './spillLine.ts';

/** A file that nobody writes any more. */
export interface SpillSegment {
  readonly path: string;
  /** Of the run that wrote it. */
  readonly run: string;
  readonly bytes: number;
}

/** Where records wait while the database does not take them. Every call blocks its thread until the disk has it. */
export interface Spill {
  /**
   * Adds records, all of them or none, and waits for the disk.
   * @throws RC_RECORDS_SPILL_FAILED, RC_RECORDS_DISK_FULL
   */
  append(records: readonly string[]): void;
  /** Begins a new file with the next `append`; the old one becomes a segment. */
  seal(): void;
  /** The oldest first. Files of other runs that are still alive are left out. */
  segments(isAlive: (run: string) => boolean): readonly SpillSegment[];
  /** Reads a segment, `chunkRecords` records or a few more at a time. */
  read(segment: SpillSegment, chunkRecords: number): Generator<readonly string[], SpillFaults>;
  remove(segment: SpillSegment): void;
  /** Bytes in files of this run and in those that `segments` found. */
  readonly bytes: number;
  close(): void;
}

/** The part of `node:fs` that writes; tests bring a disk that fails. */
export type SpillDisk = Pick<
  typeof import('node:fs'),
  'openSync' | 'writeSync' | 'fsyncSync' | 'ftruncateSync' | 'closeSync'
>;

const realDisk: SpillDisk = { openSync, writeSync, fsyncSync, ftruncateSync, closeSync };
const segmentName = /^([0-9a-f-]{36})\.(\d{6})\.jsonl$/;
const readBytes = 262_144;

const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String((error as NodeJS.ErrnoException).code));

/**
 * @param run names the files of this run: `<run>.<number>.jsonl`
 * @param maxBytes all files together
 */
export function createSpill({
  folder,
  run,
  maxBytes,
  disk = realDisk,
}: {
  readonly folder: string;
  readonly run: string;
  readonly maxBytes: number;
  readonly disk?: SpillDisk;
}): Spill {
  let open: { readonly handle: number; bytes: number } | null = null;
  let number = 0;
  const known = new Map<string, number>();
  let openPath = '';

  const total = (): number => [...known.values()].reduce((sum, bytes) => sum + bytes, open?.bytes ?? 0);

  const seal = (): void => {
    if (open === null) return;
    disk.closeSync(open.handle);
    known.set(openPath, open.bytes);
    open = null;
  };

  const begin = () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // A thread that ended may have left files of the same run.
    do {
      number += 1;
      openPath = join(folder, `${run}.${String(number).padStart(6, '0')}.jsonl`);
    } while (existsSync(openPath));
    return { handle: disk.openSync(openPath, 'ax', 0o600), bytes: 0 };
  };

  return {
    append(records) {
      const data = Buffer.from(records.map(spillLine.encode).join(''));
      if (total() + data.length > maxBytes) {
        const reason = `it holds ${Math.round(total() / 1_048_576)} MiB, the most that records.spill.maxMb allows`;
        throw recordsError('RC_RECORDS_SPILL_FAILED', { folder, reason });
      }
      try {
        open ??= begin();
        const { handle, bytes } = open;
        try {
          for (let done = 0; done < data.length; ) done += disk.writeSync(handle, data, done);
          disk.fsyncSync(handle);
          open.bytes += data.length;
        } catch (error) {
          try {
            // The lines that did get there would be counted as lost and yet turn up.
            disk.ftruncateSync(handle, bytes);
          } catch {
            // Then the file ends in a torn line, and the next records go to another one.
            seal();
          }
          throw error;
        }
      } catch (error) {
        if (isFull(error)) throw recordsError('RC_RECORDS_DISK_FULL', { path: folder }, error);
        const reason = error instanceof Error ? error.message : String(error);
        throw recordsError('RC_RECORDS_SPILL_FAILED', { folder, reason }, error);
      }
    },
    seal,
    segments(isAlive) {
      let names: string[];
      try {
        names = readdirSync(folder);
      } catch {
        return [];
      }
      const found: SpillSegment[] = [];
      // Runs are named by UUIDs of version 7: the order of the names is that of time.
      for (const name of names.sort()) {
        const [, owner] = segmentName.exec(name) ?? [];
        const path = join(folder, name);
        if (owner === undefined || (open !== null && path === openPath)) continue;
        if (owner !== run && isAlive(owner)) continue;
        const bytes = statSync(path, { throwIfNoEntry: false })?.size;
        if (bytes === undefined) continue;
        known.set(path, bytes);
        found.push({ path, run: owner, bytes });
      }
      return found;
    },
    *read({ path }, chunkRecords) {
      const decoder = createSpillDecoder();
      const handle = openSync(path, 'r');
      try {
        const buffer = Buffer.alloc(readBytes);
        let waiting: string[] = [];
        for (let length = readSync(handle, buffer); length > 0; length = readSync(handle, buffer)) {
          waiting.push(...decoder.push(buffer.subarray(0, length)));
          while (waiting.length >= chunkRecords) {
            yield waiting.slice(0, chunkRecords);
            waiting = waiting.slice(chunkRecords);
          }
        }
        if (waiting.length > 0) yield waiting;
        return decoder.end();
      } finally {
        closeSync(handle);
      }
    },
    remove({ path }) {
      rmSync(path, { force: true });
      known.delete(path);
    },
    get bytes() {
      return total();
    },
    close: seal,
  };
}
