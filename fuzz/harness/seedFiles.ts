import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Failure } from './fuzzTarget.ts';
import { text } from './text.ts';

/** Larger inputs are kept compressed: they are long only because something repeats. */
const plainBytes = 4096;

interface SeedFile {
  target: string;
  kind: string;
  why: string;
  /** What made it: `npm run fuzz -- --target … --seed …`. */
  seed: string;
  index: number;
  hex?: string;
  /** Base64 of the raw-deflated bytes. */
  deflated?: string;
}

/** The kept inputs of a target: everything that once failed, so that it is run first for ever. */
export const seedFiles = {
  read(folder: string, target: string): Uint8Array[] {
    const path = join(folder, target);
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => {
        const file = JSON.parse(readFileSync(join(path, name), 'utf8')) as SeedFile;
        if (file.deflated !== undefined) {
          return Uint8Array.from(inflateRawSync(Buffer.from(file.deflated, 'base64')));
        }
        return Uint8Array.from(Buffer.from(file.hex ?? '', 'hex'));
      });
  },

  /** @returns the path of the file; the same input always gets the same one */
  write(folder: string, target: string, seed: string, { kind, why, index, input }: Failure): string {
    const digest = createHash('sha256').update(input).digest('hex').slice(0, 12);
    const file: SeedFile = {
      target,
      kind,
      why,
      seed,
      index,
      ...(input.length <= plainBytes
        ? { hex: text.toHex(input) }
        : { deflated: deflateRawSync(input).toString('base64') }),
    };
    mkdirSync(join(folder, target), { recursive: true });
    const path = join(folder, target, `${kind}-${digest}.json`);
    writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`);
    return path;
  },
} as const;
