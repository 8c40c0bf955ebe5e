import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfigFile } from './readConfigFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'roadcrew-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('readConfigFile', () => {
  it('reads text, and tells a missing file by null', async () => {
    expect(await readConfigFile(write('a.yaml', 'axon: {}\n'))).toBe('axon: {}\n');
    expect(await readConfigFile(join(folder, 'none.yaml'))).toBeNull();
  });

  it('reads no more of a file than is allowed', async () => {
    await expect(readConfigFile('/dev/zero')).rejects.toMatchObject({ code: 'RC_CONFIG_FILE_TOO_LARGE' });
    await expect(readConfigFile(write('big.yaml', ' '.repeat(256 * 1024 + 1)))).rejects.toMatchObject({
      code: 'RC_CONFIG_FILE_TOO_LARGE',
    });
    expect(await readConfigFile(write('full.yaml', ' '.repeat(256 * 1024)))).toHaveLength(256 * 1024);
  });

  it('says why a file cannot be read', async () => {
    await expect(readConfigFile(folder)).rejects.toMatchObject({
      code: 'RC_CONFIG_FILE_UNREADABLE',
      message: expect.stringContaining('it is a folder'),
    });
    await expect(readConfigFile(write('latin1.yaml', Uint8Array.of(0x61, 0xe4)))).rejects.toMatchObject({
      code: 'RC_CONFIG_FILE_UNREADABLE',
      message: expect.stringContaining('not UTF-8'),
    });
  });
});
