import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPasswordFile } from './readPasswordFile.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'password-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (content: string) => {
  writeFileSync(`${folder}/file`, content);
  return readPasswordFile(`${folder}/file`);
};

describe('readPasswordFile', () => {
  it.each(['pässword', 'pässword\n', 'pässword\r\n'])('reads %j without its line end', async (content) => {
    expect(await read(content)).toBe('pässword');
  });

  it('keeps spaces, which may belong to the password', async () => {
    expect(await read(' two words \n')).toBe(' two words ');
  });

  it.each(['', '\n', 'one\ntwo\n', 'x'.repeat(5000)])('refuses %j without repeating it', async (content) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'RC_WALLET_PASSWORD_FILE' });
  });

  it('says when the file is missing or a folder', async () => {
    await expect(readPasswordFile(`${folder}/none`)).rejects.toMatchObject({ details: { reason: 'ENOENT' } });
    await expect(readPasswordFile(folder)).rejects.toMatchObject({ details: { reason: 'EISDIR' } });
  });
});
