import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decryptAnsibleVault } from './decryptAnsibleVault.ts';

// {"a":1} with the password "pw", made by bittensor_wallet 4.1.1 (keyfile.legacy_encrypt_keyfile_data).
const HEADER = '$ANSIBLE_VAULT;1.1;AES256\n';
const BODY = [
  '38303164393433396530316363616139383865656661336135313264656536396362316231313034',
  '3936653838663966336531653964333130346636316631330a633662626535386432393832323736',
  '30346334386562613761653437343532343631373731636565616163353362366537643465303437',
  '3639336665653135390a343230346162366433636230313564376238623537333537316230336630',
  '3538',
].join('\n');
const VAULT = Buffer.from(`${HEADER}${BODY}\n`);

describe('decryptAnsibleVault', () => {
  it('opens a vault of the Rust wallet', async () => {
    expect(Buffer.from(await decryptAnsibleVault(VAULT, 'pw')).toString()).toBe('{"a":1}');
  });

  it('does not mind Windows line ends or a vault id', async () => {
    const variants = [
      VAULT.toString().replaceAll('\n', '\r\n'),
      VAULT.toString().replace('1.1;AES256', '1.2;AES256;mine'),
    ];
    for (const variant of variants) {
      expect(Buffer.from(await decryptAnsibleVault(Buffer.from(variant), 'pw')).toString()).toBe('{"a":1}');
    }
  });

  it('tells a wrong password', async () => {
    expect(await decryptAnsibleVault(VAULT, 'no')).toBe('wrong');
    expect(await decryptAnsibleVault(VAULT, '')).toBe('wrong');
  });

  it.each([
    ['nothing', ''],
    ['only the header', HEADER],
    ['another version', VAULT.toString().replace('1.1', '2.0')],
    ['another cipher', VAULT.toString().replace('AES256', 'AES128')],
    ['no hex', `${HEADER}zz`],
    ['hex of something else', `${HEADER}${Buffer.from('one\ntwo\nthree').toString('hex')}`],
    ['two lines', `${HEADER}${Buffer.from(`00\n${'11'.repeat(32)}`).toString('hex')}`],
  ])('calls %s malformed', async (_name, text) => {
    expect(await decryptAnsibleVault(Buffer.from(text), 'pw')).toBe('malformed');
  });

  it('never accepts a vault with a changed byte', async () => {
    const unchanged = fc.asyncProperty(
      fc.nat(VAULT.length - 2),
      fc.integer({ min: 1, max: 255 }),
      async (at, bits) => {
        const changed = Uint8Array.from(VAULT, (byte, index) => (index === at ? byte ^ bits : byte));
        const result = await decryptAnsibleVault(changed, 'pw');
        // Hex digits in capitals and other line ends are the same vault.
        return typeof result === 'string' || Buffer.from(result).toString() === '{"a":1}';
      },
    );
    expect((await fc.check(unchanged, { seed: 72, numRuns: 200 })).counterexample).toBeNull();
  });
});
