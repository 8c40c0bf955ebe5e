import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeConfiguration } from './writeConfiguration.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roadcrew-setup-'));
  path = join(folder, 'roadcrew.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe('writeConfiguration', () => {
  it('writes for the owner alone, and leaves nothing else', async () => {
    expect(await writeConfiguration(path, 'a: 1\n', { force: false })).toEqual({ backup: null });
    expect(readFileSync(path, 'utf8')).toBe('a: 1\n');
    expect(modeOf(path)).toBe('600');
    expect(readdirSync(folder)).toEqual(['roadcrew.yaml']);
  });

  it('never replaces a file unasked, and keeps every one that it replaces', async () => {
    writeFileSync(path, 'old', { mode: 0o644 });
    await expect(writeConfiguration(path, 'new', { force: false })).rejects.toMatchObject({
      code: 'RC_SETUP_FILE_EXISTS',
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(await writeConfiguration(path, 'new', { force: true })).toEqual({ backup: `${path}.bak` });
    expect(await writeConfiguration(path, 'newer', { force: true })).toEqual({ backup: `${path}.bak.2` });
    const files = readdirSync(folder).map((name) => [
      name,
      readFileSync(join(folder, name), 'utf8'),
      modeOf(join(folder, name)),
    ]);
    expect(files).toEqual([
      ['roadcrew.yaml', 'newer', '600'],
      ['roadcrew.yaml.bak', 'old', '600'],
      ['roadcrew.yaml.bak.2', 'new', '600'],
    ]);
  });

  it('says when it cannot', async () => {
    await expect(
      writeConfiguration(join(folder, 'none', 'a.yaml'), '', { force: true }),
    ).rejects.toMatchObject({
      code: 'RC_SETUP_WRITE_FAILED',
      details: { reason: 'ENOENT' },
    });
  });
});
