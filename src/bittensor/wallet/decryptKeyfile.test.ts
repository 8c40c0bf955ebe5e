import { existsSync, readFileSync } from 'node:fs';
import { hex } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { decryptKeyfile } from './decryptKeyfile.ts';
import type { DeriveKey } from './deriveNaclKey.ts';
import { encryptKeyfile } from './encryptKeyfile.ts';

const path = '/w/hotkeys/h';
/** A fast stand-in for Argon2. */
const deriveKey: DeriveKey = async (password) => new Uint8Array(32).fill(password.length + 1);
const plain = new TextEncoder().encode('{"some":"keyfile"}');

// Made by bittensor_wallet 4.1.1 (keyfile.encrypt_keyfile_data).
const RUST_FILE =
  '244e41434c9ba8257b934d86cf747dd6679bcac5f90919201f199e1bf60f2acd5731ff1fedba6b9b58c718a1c1614c16658d835da2c784' +
  'e1c28ed1c38e7a69e43f117fcd4ac0b5b2ebd51be1e0c56a22c496ec39b7fe2dfe8795f2d387';

describe('decryptKeyfile', () => {
  it('opens a file of the Rust wallet with the real Argon2, and keeps the event loop free', async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 20);
    const data = await decryptKeyfile({ data: hex.decode(RUST_FILE), password: 'correct horse', path });
    clearInterval(ticking);
    expect(Buffer.from(data).toString()).toBe('{"ss58Address":"made for the tests of Roadcrew"}');
    expect(ticks).toBeGreaterThan(10);
  });

  it('gives back what was encrypted', async () => {
    const data = await encryptKeyfile({ data: plain, password: 'pw', deriveKey });
    expect(Buffer.from(data.subarray(0, 5)).toString()).toBe('$NACL');
    expect(data).toHaveLength(5 + 24 + 16 + plain.length);
    expect(await decryptKeyfile({ data, password: 'pw', path, deriveKey })).toEqual(plain);
    expect(await encryptKeyfile({ data: plain, password: 'pw', deriveKey })).not.toEqual(data);
  });

  it('refuses to encrypt with an empty password', async () => {
    await expect(encryptKeyfile({ data: plain, password: '', deriveKey })).rejects.toMatchObject({
      code: 'RC_WALLET_PASSWORD_EMPTY',
    });
  });

  it('leaves an unencrypted file alone', async () => {
    expect(await decryptKeyfile({ data: plain, password: '', path })).toEqual(plain);
  });

  it('tells a wrong password from a file that is cut off or of an old kind', async () => {
    const data = await encryptKeyfile({ data: plain, password: 'pw', deriveKey });
    const codeOf = (bytes: Uint8Array, password: string) =>
      decryptKeyfile({ data: bytes, password, path, deriveKey }).then(
        () => 'opened',
        (error: RoadcrewError) => error.code,
      );
    expect(await codeOf(data, 'wrong')).toBe('RC_WALLET_PASSWORD_WRONG');
    expect(await codeOf(data.subarray(0, 44), 'pw')).toBe('RC_WALLET_KEYFILE_INVALID');
    expect(await codeOf(Buffer.from('gAAAAABk'), 'pw')).toBe('RC_WALLET_ENCRYPTION_UNSUPPORTED');
    expect(await codeOf(Buffer.from('$ANSIBLE_VAULT;9'), 'pw')).toBe('RC_WALLET_KEYFILE_INVALID');
  });

  it('fails with a code on anything, and never opens a changed file', async () => {
    const good = await encryptKeyfile({ data: plain, password: 'pw', deriveKey });
    const changed = fc
      .tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }))
      .map(([at, bits]) => Uint8Array.from(good, (byte, index) => (index === at ? byte ^ bits : byte)));
    const noise = fc
      .tuple(fc.constantFrom('$NACL', '$ANSIBLE_VAULT', 'gAAAAA'), fc.uint8Array({ maxLength: 200 }))
      .map(([marker, bytes]) => Uint8Array.from([...Buffer.from(marker), ...bytes]));
    const refused = fc.asyncProperty(fc.oneof(changed, noise), async (data) => {
      try {
        // Without its marker a file counts as unencrypted, and is then no keyfile.
        return (await decryptKeyfile({ data, password: 'pw', path, deriveKey })) === data;
      } catch (error) {
        return error instanceof RoadcrewError;
      }
    });
    expect((await fc.check(refused, { seed: 72, numRuns: 500 })).counterexample).toBeNull();
  });

  const golden = new URL('../../../../shared/golden/wallet-nacl.json', import.meta.url);
  it.skipIf(!existsSync(golden))(
    'opens the PyNaCl recording (skipped where the recordings are absent)',
    async () => {
      const recorded = JSON.parse(readFileSync(golden, 'utf8'));
      const data = await decryptKeyfile({
        data: hex.decode(recorded.file_hex),
        password: recorded.password,
        path,
        deriveKey: async () => hex.decode(recorded.key_hex),
      });
      expect(Buffer.from(data).toString()).toBe(recorded.plaintext);
    },
  );
});
