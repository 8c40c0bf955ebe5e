import { inspect } from 'node:util';
import { hex } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { keypairFromPrivateKey } from './keypairFromPrivateKey.ts';
import { keypairFromSecret } from './keypairFromSecret.ts';
import { secretFromMnemonic } from './secretFromMnemonic.ts';
import { verifySignature } from './verifySignature.ts';

// The vector of btwallet's own tests; a public test phrase.
const WORDS = 'old leopard transfer rib spatial phone calm indicate online fire caution review';
const secret = secretFromMnemonic(WORDS);
const keypair = keypairFromSecret(secret);

describe('keypairFromSecret', () => {
  it('gives the address of the secret and signs for it', () => {
    expect(keypair.address).toBe('5HDvhV6WDCjCKyrXqGQSDYqQAzkzabNhctmiDYEqgBC66BsX');
    const signature = keypair.sign('message');
    expect(signature).toHaveLength(64);
    expect(verifySignature('message', signature, keypair.publicKey)).toBe(true);
    expect(keypair.sign('message')).not.toEqual(signature);
  });

  it('is the same key from its private key alone', () => {
    expect(keypairFromPrivateKey(secret.exportPrivateKey()).publicKey).toEqual(keypair.publicKey);
  });

  it('shows no secret, however it is printed', () => {
    const privateKey = secret.exportPrivateKey();
    const seed = secret.exportSeed() ?? new Uint8Array();
    const telltales = [
      hex.encode(privateKey.subarray(0, 8)),
      hex.encode(privateKey.subarray(32, 40)),
      hex.encode(seed.subarray(0, 8)),
      Array.from(privateKey.subarray(0, 4)).join(', '),
      Array.from(seed.subarray(0, 4)).join(','),
      'leopard',
    ];
    for (const value of [keypair, secret, { ...keypair }, { ...secret }]) {
      const shown = [
        inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
        JSON.stringify(value),
        String(value),
      ].join('\n');
      for (const telltale of telltales) expect(shown).not.toContain(telltale);
    }
  });

  it('keeps its secret whatever happens to the arrays it handed out', () => {
    secret.exportPrivateKey().fill(0);
    secret.exportSeed()?.fill(0);
    expect(keypairFromSecret(secret).address).toBe(keypair.address);
  });
});
