import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretFromUri } from '../keys/secretFromUri.ts';
import { verifySignature } from '../keys/verifySignature.ts';
import { createHotkey } from './createHotkey.ts';
import type { DeriveKey } from './deriveNaclKey.ts';
import { encryptionOf } from './encryptionOf.ts';
import { loadHotkey } from './loadHotkey.ts';

const deriveKey: DeriveKey = async (password) => new Uint8Array(32).fill(password.length + 1);
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'wallets-'));
});
afterEach(() => rmSync(path, { recursive: true }));

describe('createHotkey', () => {
  it('writes both files, for the owner alone, and nothing else', async () => {
    const {
      keypair,
      secret,
      path: file,
      publicPath,
      encrypted,
    } = await createHotkey({ path, wallet: 'w', hotkey: 'h' });
    expect(readdirSync(path, { recursive: true }).map(String).sort()).toEqual([
      'w',
      'w/hotkeys',
      'w/hotkeys/h',
      'w/hotkeys/hpub.txt',
    ]);
    expect([modeOf(`${path}/w`), modeOf(`${path}/w/hotkeys`), modeOf(file), modeOf(publicPath)]).toEqual([
      '700',
      '700',
      '600',
      '600',
    ]);
    expect(encrypted).toBe(false);
    const written = JSON.parse(readFileSync(file, 'utf8'));
    expect(written.secretPhrase.split(' ')).toHaveLength(12);
    expect(written.secretPhrase).toBe(secret.exportMnemonic());
    expect(written.ss58Address).toBe(keypair.address);
    expect(JSON.parse(readFileSync(publicPath, 'utf8'))).not.toHaveProperty('privateKey');
  });

  it('gives a key that loads and signs', async () => {
    const { keypair } = await createHotkey({ path, wallet: 'w', hotkey: 'h' });
    const loaded = await loadHotkey({ path, wallet: 'w', hotkey: 'h' });
    expect(loaded.address).toBe(keypair.address);
    expect(verifySignature('m', loaded.sign('m'), keypair.publicKey)).toBe(true);
  });

  it('writes an existing secret', async () => {
    const { keypair } = await createHotkey({ path, secret: secretFromUri('//Alice') });
    expect(keypair.address).toBe('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
    expect((await loadHotkey({ path })).address).toBe(keypair.address);
  });

  it('encrypts the secret half alone', async () => {
    const { path: file, publicPath, encrypted } = await createHotkey({ path, password: 'pw', deriveKey });
    expect(encrypted).toBe(true);
    expect(encryptionOf(readFileSync(file))).toBe('nacl');
    expect(encryptionOf(readFileSync(publicPath))).toBe('none');
  });

  it('takes the entropy that it is given', async () => {
    const random = (size: number) => new Uint8Array(size).fill(7);
    const one = await createHotkey({ path, hotkey: 'one', random, words: 24 });
    const two = await createHotkey({ path, hotkey: 'two', random, words: 24 });
    expect(one.keypair.address).toBe(two.keypair.address);
    expect(one.secret.exportMnemonic()?.split(' ')).toHaveLength(24);
  });

  it('leaves cryptoType out for old readers', async () => {
    const { path: file, publicPath } = await createHotkey({ path, cryptoType: false });
    for (const written of [file, publicPath]) {
      expect(JSON.parse(readFileSync(written, 'utf8'))).not.toHaveProperty('cryptoType');
    }
  });

  it('never overwrites unless told to', async () => {
    const first = await createHotkey({ path });
    const before = readFileSync(first.path);
    await expect(createHotkey({ path })).rejects.toMatchObject({ code: 'RC_WALLET_EXISTS' });
    expect(readFileSync(first.path)).toEqual(before);
    const second = await createHotkey({ path, overwrite: true });
    expect(second.keypair.address).not.toBe(first.keypair.address);
    expect((await loadHotkey({ path })).address).toBe(second.keypair.address);
  });

  it('writes nothing when only the public half is in the way', async () => {
    const { path: file, publicPath } = await createHotkey({ path });
    rmSync(file);
    const before = readFileSync(publicPath);
    await expect(createHotkey({ path })).rejects.toMatchObject({ code: 'RC_WALLET_EXISTS' });
    expect(readdirSync(`${path}/default/hotkeys`)).toEqual(['defaultpub.txt']);
    expect(readFileSync(publicPath)).toEqual(before);
  });

  it('lets one of two rivals win, whole', async () => {
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => createHotkey({ path })));
    const won = results.filter((result) => result.status === 'fulfilled');
    expect(won).toHaveLength(1);
    expect((await loadHotkey({ path })).address).toBe(won[0]?.value.keypair.address);
    expect(readdirSync(`${path}/default/hotkeys`).sort()).toEqual(['default', 'defaultpub.txt']);
  });

  it.each([
    [{ hotkey: '../coldkey' }, 'RC_WALLET_NAME_INVALID'],
    [{ wallet: '..' }, 'RC_WALLET_NAME_INVALID'],
    [{ password: '' }, 'RC_WALLET_PASSWORD_EMPTY'],
  ])('writes nothing for %j', async (options, code) => {
    await expect(createHotkey({ path, deriveKey, ...options })).rejects.toMatchObject({ code });
    expect(readdirSync(path)).toEqual([]);
  });

  it('says when a file stands where a folder has to be', async () => {
    writeFileSync(`${path}/w`, '');
    await expect(createHotkey({ path, wallet: 'w' })).rejects.toMatchObject({
      code: 'RC_WALLET_WRITE_FAILED',
    });
  });
});
