import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { hex } from '@scure/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeSs58 } from '../../src/bittensor/keys/decodeSs58.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { parseSignature } from '../../src/bittensor/keys/parseSignature.ts';
import { secretFromPrivateKey } from '../../src/bittensor/keys/secretFromPrivateKey.ts';
import { secretFromSeed } from '../../src/bittensor/keys/secretFromSeed.ts';
import { secretFromUri } from '../../src/bittensor/keys/secretFromUri.ts';
import { verifySignature } from '../../src/bittensor/keys/verifySignature.ts';
import { createHotkey } from '../../src/bittensor/wallet/createHotkey.ts';
import { encodePassword, passwordVariable } from '../../src/bittensor/wallet/environmentPassword.ts';
import { inspectWallet } from '../../src/bittensor/wallet/inspectWallet.ts';
import { loadColdkeyPublic } from '../../src/bittensor/wallet/loadColdkeyPublic.ts';
import { loadHotkey } from '../../src/bittensor/wallet/loadHotkey.ts';
import { loadHotkeyPublic } from '../../src/bittensor/wallet/loadHotkeyPublic.ts';
import { walletPaths } from '../../src/bittensor/wallet/walletPaths.ts';
import { pythonOf } from './pythonOf.ts';
import { runPython } from './runPython.ts';

const SEED = `0x${'5a'.repeat(31)}ff`;
const PRIVATE_KEY = `0x${hex.encode(secretFromUri('//Dave').exportPrivateKey())}`;
const PASSWORD = 'påss "word" 1';
const MESSAGE = '1795363512393194668.müller';

const Written = z.object({
  version: z.string(),
  keys: z.record(
    z.string(),
    z.object({
      address: z.string(),
      publicKey: z.string(),
      signature: z.string().nullable(),
      wrappedSignature: z.string().nullable(),
      variable: z.string(),
      value: z.string().optional(),
    }),
  ),
  coldkey: z.string(),
  homeVariable: z.string(),
  homePath: z.string(),
});
const Read = z.object({
  keys: z.record(
    z.string(),
    z.union([
      z.object({
        address: z.string(),
        publicAddress: z.string(),
        encrypted: z.boolean(),
        signature: z.string(),
      }),
      z.object({ error: z.string() }),
    ]),
  ),
  verified: z.array(z.union([z.boolean(), z.string()])),
  uris: z.record(z.string(), z.string()),
});

const verifies = (message: string, signature: string | null | undefined, address: string): boolean => {
  const bytes = parseSignature(signature ?? '');
  return bytes !== null && verifySignature(message, bytes, decodeSs58(address).publicKey);
};

describe.each(['ROADCREW_PYTHON_9', 'ROADCREW_PYTHON_10'])('with the Rust wallet of %s', (variable) => {
  const path = mkdtempSync(join(tmpdir(), 'interop-wallets-'));
  afterAll(() => rmSync(path, { recursive: true }));

  describe('wallets that it wrote', () => {
    const location = { path, wallet: 'rust' };
    let written: z.infer<typeof Written>;
    const rust = (name: string) => {
      const key = written.keys[name];
      if (key === undefined) throw new Error(`the script wrote no ${name}`);
      return key;
    };

    beforeAll(async () => {
      const input = {
        folder: path,
        wallet: 'rust',
        password: PASSWORD,
        message: MESSAGE,
        uri: '//Carol/soft',
        seed: SEED,
        privateKey: PRIVATE_KEY,
      };
      written = Written.parse(await runPython(pythonOf(variable), 'wallet_write.py', input));
    }, 120_000);

    it('are of the release that this suite was written for', () => {
      expect(written.version).toMatch(/^4\./);
    });

    it.each(['mnemonic12', 'mnemonic24', 'uri', 'seed', 'private', 'rawAscii', 'rawUtf8'])(
      'open: plain, from %s',
      async (hotkey) => {
        const keypair = await loadHotkey({ ...location, hotkey });
        const { address, publicKey, signature, wrappedSignature } = rust(hotkey);
        expect(keypair.address).toBe(address);
        expect(`0x${hex.encode(keypair.publicKey)}`).toBe(publicKey);
        expect((await loadHotkeyPublic({ ...location, hotkey })).address).toBe(address);
        expect(verifies(MESSAGE, signature, address)).toBe(true);
        expect(verifies(MESSAGE, wrappedSignature, address)).toBe(true);
        expect(verifies(`${MESSAGE}.`, signature, address)).toBe(false);
      },
    );

    it('do hold a raw seed where its bytes are UTF-8, which we fall through', () => {
      const seedOf = (hotkey: string) =>
        JSON.parse(readFileSync(walletPaths(location).hotkey(hotkey), 'utf8')).secretSeed;
      expect(seedOf('rawAscii')).toBe(`0x${'a'.repeat(32)}`);
      expect(seedOf('rawUtf8')).toBe(`0x${'é"\n'.repeat(8)}`);
      expect(seedOf('seed')).toBe(SEED);
    });

    it.each(['sealed', 'ansible'])('open: encrypted, %s', async (hotkey) => {
      const keypair = await loadHotkey({ ...location, hotkey, password: PASSWORD, env: {} });
      expect(keypair.address).toBe(rust(hotkey).address);
      await expect(loadHotkey({ ...location, hotkey, password: 'wrong' })).rejects.toMatchObject({
        code: 'RC_WALLET_PASSWORD_WRONG',
      });
    });

    it('open when encrypted later, with the password that it puts into the environment', async () => {
      const { variable: name, value = '', address } = rust('sealedLater');
      expect(passwordVariable(walletPaths(location).hotkey('sealedLater'))).toBe(name);
      expect(encodePassword(PASSWORD, name)).toBe(value);
      const keypair = await loadHotkey({ ...location, hotkey: 'sealedLater', env: { [name]: value } });
      expect(keypair.address).toBe(address);
    });

    it('in the home folder have a password variable of the same name', () => {
      const hotkey = walletPaths({ wallet: 'w', home: homedir() }).hotkey('default');
      expect(hotkey).toBe(written.homePath);
      expect(passwordVariable(hotkey)).toBe(written.homeVariable);
    });

    it('of ed25519 are refused by name', async () => {
      await expect(loadHotkey({ ...location, hotkey: 'ed25519' })).rejects.toMatchObject({
        code: 'RC_WALLET_CRYPTO_TYPE',
      });
    });

    it('show their coldkey’s address, and nothing else is wrong with them', async () => {
      expect((await loadColdkeyPublic(location)).address).toBe(written.coldkey);
      const report = await inspectWallet(location);
      expect(report.coldkeyPresent).toBe(true);
      const problems = report.hotkeys.flatMap(({ problems: found }) => found.map(({ code }) => code));
      expect(problems).toEqual(['RC_WALLET_CRYPTO_TYPE']); // the ed25519 one
      expect(report.hotkeys).toHaveLength(Object.keys(written.keys).length);
    });
  });

  describe('wallets that we wrote', () => {
    const location = { path, wallet: 'ours' };
    const uris = [
      '//Alice',
      '//Alice/soft//7///pw',
      `${SEED}//é`,
      '//18446744073709551616',
      `//${'long '.repeat(20)}`,
    ];
    const signer = keypairFromUri('//Eve');
    const signed = (message: Uint8Array) => `0x${hex.encode(signer.sign(message))}`;
    const messages = [MESSAGE, '', '<Bytes>x</Bytes>', 'x'.repeat(5000)].map((text) => Buffer.from(text));
    const checks = [
      ...messages.map((message) => ({ message, signature: signed(message), valid: true })),
      { message: Buffer.from('m'), signature: signed(Buffer.from('<Bytes>m</Bytes>')), valid: true },
      { message: Buffer.from('<Bytes>m</Bytes>'), signature: signed(Buffer.from('m')), valid: false },
      { message: Buffer.from('m'), signature: signed(Buffer.from('n')), valid: false },
    ];
    const addresses = new Map<string, string>();
    let read: z.infer<typeof Read>;

    beforeAll(async () => {
      const create = async (hotkey: string, options: Parameters<typeof createHotkey>[0] = {}) => {
        addresses.set(hotkey, (await createHotkey({ ...location, hotkey, ...options })).keypair.address);
      };
      await create('mnemonic12');
      await create('mnemonic24', { words: 24 });
      await create('seed', { secret: secretFromSeed(hex.decode(SEED.slice(2))) });
      await create('uri', { secret: secretFromUri('//Carol/soft') });
      await create('private', { secret: secretFromPrivateKey(hex.decode(PRIVATE_KEY.slice(2))) });
      await create('old', { cryptoType: false });
      await create('sealed', { password: PASSWORD });
      // By the command line, as an operator would.
      const passwordFile = join(path, 'password');
      writeFileSync(passwordFile, `${PASSWORD}\n`);
      const bin = fileURLToPath(new URL('../../bin/roadcrew.js', import.meta.url));
      const words = [
        '--path',
        path,
        '--name',
        'ours',
        '--hotkey',
        'command',
        '--password-file',
        passwordFile,
        '--json',
      ];
      const { stdout } = await promisify(execFile)(process.execPath, [
        bin,
        'wallet',
        'create-hotkey',
        ...words,
      ]);
      addresses.set('command', JSON.parse(stdout).address);

      const sealedVariable = passwordVariable(walletPaths(location).hotkey('sealed'));
      const input = {
        folder: path,
        wallet: 'ours',
        message: MESSAGE,
        env: { [sealedVariable]: encodePassword(PASSWORD, sealedVariable) },
        hotkeys: [...addresses.keys()].map((hotkey) =>
          hotkey === 'command' ? { hotkey, password: PASSWORD } : { hotkey },
        ),
        checks: checks.map(({ message, signature }) => ({
          address: signer.address,
          message: message.toString('hex'),
          signature,
        })),
        uris,
      };
      read = Read.parse(await runPython(pythonOf(variable), 'wallet_read.py', input));
    }, 120_000);

    it.each(['mnemonic12', 'mnemonic24', 'seed', 'uri', 'private', 'old', 'sealed', 'command'])(
      'open there: %s (an encrypted one by environment or password)',
      (hotkey) => {
        const key = read.keys[hotkey];
        if (key === undefined || 'error' in key) throw new Error(`not opened: ${JSON.stringify(key)}`);
        const encrypted = hotkey === 'sealed' || hotkey === 'command';
        const address = addresses.get(hotkey) ?? '';
        expect(key).toMatchObject({ address, publicAddress: address, encrypted });
        expect(verifies(MESSAGE, key.signature, address)).toBe(true);
      },
    );

    it('have the same addresses for the same URIs', () => {
      expect(read.uris).toEqual(Object.fromEntries(uris.map((uri) => [uri, keypairFromUri(uri).address])));
    });

    it('sign what it verifies, wrapped or not, and agree on what is forged', () => {
      expect(read.verified).toEqual(checks.map(({ valid }) => valid));
      for (const { message, signature, valid } of checks) {
        expect(
          verifySignature(message, parseSignature(signature) ?? new Uint8Array(), signer.publicKey),
        ).toBe(valid);
      }
    });

    it('leave no temporary files', () => {
      expect(readdirSync(join(path, 'ours', 'hotkeys')).filter((name) => name.startsWith('.'))).toEqual([]);
    });
  });
});
