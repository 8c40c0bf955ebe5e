import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePassword, passwordFromEnvironment, passwordVariable } from './environmentPassword.ts';

describe('passwords in the environment', () => {
  it('have the name and the value that bittensor_wallet 4.1.1 gives them', () => {
    expect(passwordVariable('/tmp/wexp/enc')).toBe('BT_PW__TMP_WEXP_ENC');
    expect(passwordVariable('/tmp/wexp/a-b.c/raw seed')).toBe('BT_PW__TMP_WEXP_A-B_C_RAW SEED');
    expect(encodePassword('pä"ss', 'BT_PW__TMP_WEXP_ENC')).toBe('Mpf7ciQs');
    expect(passwordFromEnvironment('/tmp/wexp/enc', { BT_PW__TMP_WEXP_ENC: 'Mpf7ciQs' })).toBe('pä"ss');
  });

  it('come back as they went', () => {
    const roundTrip = fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string(),
      (password, path) => {
        const variable = passwordVariable(path);
        return passwordFromEnvironment(path, { [variable]: encodePassword(password, variable) }) === password;
      },
    );
    expect(fc.check(roundTrip, { seed: 72, numRuns: 500 }).counterexample).toBeNull();
  });

  it('are absent when the variable is not set or empty', () => {
    expect(passwordFromEnvironment('/a', {})).toBeNull();
    expect(passwordFromEnvironment('/a', { BT_PW__A: '' })).toBeNull();
  });

  it.each([
    ['not base64', 'my password!'],
    ['base64 without its padding', 'Mpf7ciQ'],
    ['not UTF-8 beneath', Buffer.from([0xff, 0xff, 0xff]).toString('base64')],
  ])('are refused when %s, without repeating the value', (_name, value) => {
    expect(() => passwordFromEnvironment('/a', { BT_PW__A: value })).toThrow(
      expect.objectContaining({
        code: 'RC_WALLET_PASSWORD_VARIABLE_INVALID',
        message: expect.not.stringContaining(value),
      }),
    );
  });
});
