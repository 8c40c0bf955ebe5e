import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../imaging/hashes/contentHash.ts';
import { createTokenCheck } from './createTokenCheck.ts';

const token = 'abcdefghijklmnopqrstuvwxyz012345';
const other = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ._~+/-==';
const check = createTokenCheck([
  { name: 'ada', token },
  { name: 'bob', sha256: contentHash(Buffer.from(other)) },
]);

describe('createTokenCheck', () => {
  it('knows tokens and the tokens behind hashes', () => {
    expect(check(`Bearer ${token}`)).toEqual({ name: 'ada', sha256: contentHash(Buffer.from(token)) });
    expect(check(`BEARER   ${other} `)).toMatchObject({ name: 'bob' });
    expect(check(undefined)).toBe('missing');
    expect(createTokenCheck([])(`Bearer ${token}`)).toBe('invalid');
  });

  it('knows nothing else, not even the hash of a token', () => {
    const near = [token.slice(1), `${token}a`, token.toUpperCase(), contentHash(Buffer.from(other))];
    for (const wrong of near) expect(check(`Bearer ${wrong}`)).toBe('invalid');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([check(text), check(`Bearer ${text}`)]).toEqual(['invalid', 'invalid']);
      }),
    );
  });
});
