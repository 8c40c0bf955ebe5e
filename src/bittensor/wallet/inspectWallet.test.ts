import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeSs58 } from '../keys/encodeSs58.ts';
import { secretFromUri } from '../keys/secretFromUri.ts';
import { createHotkey } from './createHotkey.ts';
import type { DeriveKey } from './deriveNaclKey.ts';
import { inspectWallet } from './inspectWallet.ts';
import { listWallets } from './listWallets.ts';
import { loadColdkeyPublic } from './loadColdkeyPublic.ts';
import { loadHotkeyPublic } from './loadHotkeyPublic.ts';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const COLD = new Uint8Array(32).fill(5);
const deriveKey: DeriveKey = async (password) => new Uint8Array(32).fill(password.length + 1);

let path: string;
beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'wallets-'));
  await createHotkey({ path, wallet: 'w', hotkey: 'plain', secret: secretFromUri('//Alice') });
  await createHotkey({ path, wallet: 'w', hotkey: 'sealed', password: 'pw', deriveKey });
  writeFileSync(`${path}/w/coldkeypub.txt`, JSON.stringify({ ss58Address: encodeSs58(COLD) }));
});
afterEach(() => rmSync(path, { recursive: true }));

const inspect = () => inspectWallet({ path, wallet: 'w' });

describe('inspectWallet', () => {
  it('tells what is there', async () => {
    const report = await inspect();
    expect(report).toMatchObject({ name: 'w', path: `${path}/w`, coldkeyPresent: false });
    expect(report.coldkeypub).toMatchObject({ address: encodeSs58(COLD), holdsSecret: false, problem: null });
    const [plain, sealed] = report.hotkeys;
    expect(plain).toMatchObject({ name: 'plain', address: ALICE, problems: [] });
    expect(plain?.secretFile).toMatchObject({ encryption: 'none', mode: '600', holdsSecret: true });
    expect(sealed?.secretFile).toMatchObject({ encryption: 'nacl', address: null, holdsSecret: null });
    expect(sealed?.address).toBe(sealed?.publicFile?.address);
  });

  it('never opens a coldkey', async () => {
    writeFileSync(`${path}/w/coldkey`, 'x');
    const before = statSync(`${path}/w/coldkey`).atimeMs;
    chmodSync(`${path}/w/coldkey`, 0o000);
    expect((await inspect()).coldkeyPresent).toBe(true);
    expect(statSync(`${path}/w/coldkey`).atimeMs).toBe(before);
    rmSync(`${path}/w/coldkeypub.txt`);
    symlinkSync('coldkey', `${path}/w/coldkeypub.txt`);
    expect((await inspect()).coldkeypub?.problem?.code).toBe('RC_WALLET_FILE_OUTSIDE');
  });

  it('reports what is wrong with each file and goes on', async () => {
    chmodSync(`${path}/w/hotkeys/plain`, 0o644);
    writeFileSync(`${path}/w/hotkeys/broken`, '{');
    writeFileSync(`${path}/w/hotkeys/plainpub.txt`, JSON.stringify({ ss58Address: encodeSs58(COLD) }));
    rmSync(`${path}/w/hotkeys/sealed`);
    writeFileSync(`${path}/w/coldkeypub.txt`, 'x');
    const { hotkeys, coldkeypub } = await inspect();
    const codes = Object.fromEntries(
      hotkeys.map(({ name, problems }) => [name, problems.map(({ code }) => code)]),
    );
    expect(codes).toEqual({
      broken: ['RC_WALLET_KEYFILE_INVALID'],
      plain: ['RC_WALLET_FILE_MODE', 'RC_WALLET_KEY_MISMATCH'],
      sealed: [],
    });
    expect(hotkeys.find(({ name }) => name === 'sealed')?.secretFile).toBeNull();
    expect(coldkeypub?.problem?.code).toBe('RC_WALLET_KEYFILE_INVALID');
  });

  it('says when there is no such wallet', async () => {
    await expect(inspectWallet({ path, wallet: 'x' })).rejects.toMatchObject({
      code: 'RC_WALLET_FOLDER_MISSING',
    });
  });
});

describe('listWallets', () => {
  it('lists wallets by name and leaves other folders out', async () => {
    await createHotkey({ path, wallet: 'a' });
    mkdirSync(`${path}/empty`);
    writeFileSync(`${path}/file`, '');
    const wallets = await listWallets({ path });
    expect(wallets.map(({ name, hotkeys }) => [name, hotkeys.map((hotkey) => hotkey.name)])).toEqual([
      ['a', ['default']],
      ['w', ['plain', 'sealed']],
    ]);
  });

  it('says when there is no such folder', async () => {
    await expect(listWallets({ path: `${path}/none` })).rejects.toMatchObject({
      code: 'RC_WALLET_FOLDER_MISSING',
    });
  });
});

describe('the public halves', () => {
  it('load without a password', async () => {
    expect(await loadColdkeyPublic({ path, wallet: 'w' })).toEqual({
      address: encodeSs58(COLD),
      publicKey: COLD,
    });
    expect((await loadHotkeyPublic({ path, wallet: 'w', hotkey: 'plain' })).address).toBe(ALICE);
    expect((await loadHotkeyPublic({ path, wallet: 'w', hotkey: 'sealed' })).address).toMatch(/^5/);
  });

  it('come from the hotkey itself where older wallets wrote no public file', async () => {
    rmSync(`${path}/w/hotkeys/plainpub.txt`);
    rmSync(`${path}/w/hotkeys/sealedpub.txt`);
    expect((await loadHotkeyPublic({ path, wallet: 'w', hotkey: 'plain' })).address).toBe(ALICE);
    await expect(loadHotkeyPublic({ path, wallet: 'w', hotkey: 'sealed' })).rejects.toMatchObject({
      code: 'RC_WALLET_FILE_MISSING',
    });
  });

  it('of a coldkey may be the bare hex of very old wallets', async () => {
    writeFileSync(`${path}/w/coldkeypub.txt`, `0x${'05'.repeat(32)}`);
    expect((await loadColdkeyPublic({ path, wallet: 'w' })).address).toBe(encodeSs58(COLD));
  });

  it('are missed with a code', async () => {
    rmSync(`${path}/w/coldkeypub.txt`);
    await expect(loadColdkeyPublic({ path, wallet: 'w' })).rejects.toMatchObject({
      code: 'RC_WALLET_FILE_MISSING',
    });
  });
});
