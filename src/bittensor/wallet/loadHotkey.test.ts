import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { secretFromUri } from '../keys/secretFromUri.ts';
import { createHotkey } from './createHotkey.ts';
import type { DeriveKey } from './deriveNaclKey.ts';
import { encodePassword, passwordVariable } from './environmentPassword.ts';
import { loadHotkey } from './loadHotkey.ts';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const deriveKey: DeriveKey = async (password) => new Uint8Array(32).fill(password.length + 1);
const secret = secretFromUri('//Alice');

let path: string;
let file: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'wallets-'));
  file = `${path}/default/hotkeys/default`;
});
afterEach(() => rmSync(path, { recursive: true }));

const codeOf = (options: Parameters<typeof loadHotkey>[0] = {}): Promise<string> =>
  loadHotkey({ path, env: {}, deriveKey, ...options }).then(
    () => 'loaded',
    (error: unknown) => (error instanceof RoadcrewError ? error.code : String(error)),
  );

describe('loadHotkey, encrypted', () => {
  beforeEach(async () => {
    await createHotkey({ path, secret, password: 'secret', deriveKey });
  });

  it('takes the password given, from the environment, or asked for, in this order', async () => {
    const variable = passwordVariable(file);
    const env = { [variable]: encodePassword('secret', variable) };
    const wrong = { [variable]: encodePassword('wrong', variable) };
    const asked: string[] = [];
    const askPassword = async (name: string) => {
      asked.push(name);
      return 'secret';
    };
    expect(await codeOf({ password: 'secret', env: wrong })).toBe('loaded');
    expect(await codeOf({ env, askPassword })).toBe('loaded');
    expect(asked).toEqual([]);
    expect(await codeOf({ askPassword })).toBe('loaded');
    expect(asked).toEqual([file]);
    expect(await codeOf({ env: wrong, askPassword })).toBe('RC_WALLET_PASSWORD_WRONG');
  });

  it('names the variable when there is no password', async () => {
    await expect(loadHotkey({ path, env: {} })).rejects.toMatchObject({
      code: 'RC_WALLET_PASSWORD_MISSING',
      hint: expect.stringContaining(passwordVariable(file)),
    });
  });

  it('does not mind who may read it', async () => {
    chmodSync(file, 0o644);
    expect(await codeOf({ password: 'secret' })).toBe('loaded');
  });

  it('gives the key that was encrypted', async () => {
    expect((await loadHotkey({ path, password: 'secret', deriveKey })).address).toBe(ALICE);
  });
});

describe('loadHotkey, unencrypted', () => {
  beforeEach(async () => {
    await createHotkey({ path, secret });
  });

  it('needs no password and asks for none', async () => {
    const askPassword = () => Promise.reject(new Error('asked'));
    expect((await loadHotkey({ path, askPassword })).address).toBe(ALICE);
  });

  it.each([0o644, 0o640, 0o604, 0o620, 0o660])('refuses a file of mode %o', async (mode) => {
    chmodSync(file, mode);
    await expect(loadHotkey({ path })).rejects.toMatchObject({
      code: 'RC_WALLET_FILE_MODE',
      hint: expect.stringContaining(`chmod 600 ${file}`),
    });
  });

  it('takes a file that its owner may only read', async () => {
    chmodSync(file, 0o400);
    expect(await codeOf()).toBe('loaded');
  });

  it('has a code for each thing that is no keyfile', async () => {
    expect(await codeOf({ hotkey: 'absent' })).toBe('RC_WALLET_FILE_MISSING');
    expect(await codeOf({ wallet: 'absent' })).toBe('RC_WALLET_FILE_MISSING');
    expect(await codeOf({ hotkey: '../coldkey' })).toBe('RC_WALLET_NAME_INVALID');
    writeFileSync(file, 'half of a keyfi');
    expect(await codeOf()).toBe('RC_WALLET_KEYFILE_INVALID');
    writeFileSync(file, ' '.repeat(70_000));
    expect(await codeOf()).toBe('RC_WALLET_FILE_TOO_LARGE');
    writeFileSync(file, '');
    expect(await codeOf()).toBe('RC_WALLET_KEYFILE_INVALID');
  });

  it('does not sign with a public half, a folder or a pipe', async () => {
    renameSync(`${path}/default/hotkeys/defaultpub.txt`, `${path}/default/hotkeys/open`);
    expect(await codeOf({ hotkey: 'open' })).toBe('RC_WALLET_KEY_ABSENT');
    mkdirSync(`${path}/default/hotkeys/folder`);
    expect(await codeOf({ hotkey: 'folder' })).toBe('RC_WALLET_FILE_NOT_REGULAR');
    execFileSync('mkfifo', [`${path}/default/hotkeys/pipe`]);
    expect(await codeOf({ hotkey: 'pipe' })).toBe('RC_WALLET_FILE_NOT_REGULAR');
  });

  it('follows links within the folder of hotkeys, as Kubernetes mounts secrets, but no others', async () => {
    const hotkeys = `${path}/default/hotkeys`;
    mkdirSync(`${hotkeys}/..data`);
    renameSync(file, `${hotkeys}/..data/default`);
    symlinkSync('..data/default', file);
    expect(await codeOf()).toBe('loaded');
    rmSync(file);
    renameSync(`${hotkeys}/..data/default`, `${path}/default/coldkey`);
    symlinkSync('../coldkey', file);
    expect(await codeOf()).toBe('RC_WALLET_FILE_OUTSIDE');
    rmSync(file);
    symlinkSync('nowhere', file);
    expect(await codeOf()).toBe('RC_WALLET_FILE_MISSING');
  });

  it('refuses a file whose parts belong to different keys', async () => {
    const bob = await createHotkey({ path, hotkey: 'bob', secret: secretFromUri('//Bob') });
    const text = JSON.stringify({
      ss58Address: ALICE,
      privateKey: `0x${Buffer.from(bob.secret.exportPrivateKey()).toString('hex')}`,
    });
    writeFileSync(file, text);
    expect(await codeOf()).toBe('RC_WALLET_KEY_MISMATCH');
  });
});
