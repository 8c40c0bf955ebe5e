import { describe, expect, it } from 'vitest';
import { keypairFromSeed } from './keypairFromSeed.ts';
import { secretFromSeed } from './secretFromSeed.ts';

describe('secretFromSeed', () => {
  it('gives the key of a mini secret and keeps the seed', () => {
    const seed = new Uint8Array(32).fill(0x11);
    expect(keypairFromSeed(seed).address).toBe('5DtDLm5rQHShDqojQpsvcN8tRXHVFaecfDoRet1SU6BFD9Fi');
    expect(secretFromSeed(seed).exportSeed()).toEqual(seed);
    expect(secretFromSeed(seed).exportMnemonic()).toBeNull();
  });

  it.each([0, 31, 33, 64])('refuses %d bytes', (length) => {
    expect(() => secretFromSeed(new Uint8Array(length))).toThrow(
      expect.objectContaining({ code: 'RC_KEYS_SEED_INVALID' }),
    );
  });
});
