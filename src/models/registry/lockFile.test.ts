import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LockEntry, lockPath, readLock, writeLockEntry } from './lockFile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (path = 'config.json'): LockEntry => ({
  licence: null,
  pending: null,
  installed: {
    repository: 'owner/name',
    commit: 'a'.repeat(40),
    endpoint: 'https://hub.example',
    at: '2026-11-22T12:00:00.000Z',
    files: { [path]: { bytes: 1, sha256: 'b'.repeat(64), gitSha1: 'c'.repeat(40) } },
  },
});

describe('the lock file', () => {
  it('keeps entries in order, one change at a time, and leaves nothing beside it', async () => {
    expect(await readLock(folder)).toEqual({ version: 1, models: {} });
    await writeLockEntry(folder, 'b', entry());
    await writeLockEntry(folder, 'a', entry());
    expect(Object.keys((await readLock(folder)).models)).toEqual(['a', 'b']);
    await writeLockEntry(folder, 'b', null);
    expect((await readLock(folder)).models).toEqual({ a: entry() });
    expect(readdirSync(folder)).toEqual(['models.lock.json']);
  });

  it.each([
    ['no JSON', '{'],
    ['another version', '{"version": 2, "models": {}}'],
    ['a path that leaves the folder', JSON.stringify({ version: 1, models: { a: entry('../../x') } })],
    [
      'a commit that is a path',
      JSON.stringify({ version: 1, models: { a: entry() } }).replace('a'.repeat(40), '..'),
    ],
  ])('is refused with %s, and not overwritten', async (_, text) => {
    writeFileSync(lockPath(folder), text);
    await expect(readLock(folder)).rejects.toMatchObject({ code: 'RC_REGISTRY_LOCK_INVALID' });
    await expect(writeLockEntry(folder, 'a', null)).rejects.toMatchObject({
      code: 'RC_REGISTRY_LOCK_INVALID',
    });
    expect(readFileSync(lockPath(folder), 'utf8')).toBe(text);
  });
});
