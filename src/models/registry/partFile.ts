import { readFile, rm, stat } from 'node:fs/promises';
import { z } from 'zod';
import { writeJsonAtomically } from './writeJsonAtomically.ts';

/** What an unfinished download is of, kept beside it. */
const noteSchema = z.strictObject({ etag: z.string().nullable(), commit: z.string(), bytes: z.int().min(0) });
type PartNote = z.output<typeof noteSchema>;

export const partPath = (target: string): string => `${target}.part`;
const notePath = (target: string): string => `${target}.part.json`;

/** Throws away what was downloaded of `target`. */
export async function discardPart(target: string): Promise<void> {
  await rm(partPath(target), { force: true });
  await rm(notePath(target), { force: true });
}

export const writePartNote = (target: string, note: PartNote): Promise<void> =>
  writeJsonAtomically(notePath(target), note);

/**
 * What is there of `target` already. A part that is of another commit or size, or that nothing is known about, does
 * not count.
 */
export async function readPart(
  target: string,
  { commit, bytes }: Pick<PartNote, 'commit' | 'bytes'>,
): Promise<{ size: number; etag: string | null } | null> {
  try {
    const note = noteSchema.parse(JSON.parse(await readFile(notePath(target), 'utf8')));
    const { size } = await stat(partPath(target));
    if (note.commit !== commit || note.bytes !== bytes || size > bytes) return null;
    return { size, etag: note.etag };
  } catch {
    return null;
  }
}
