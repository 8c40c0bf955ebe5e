import { describe, expect, it } from 'vitest';
import { keypairFromMnemonic } from './keypairFromMnemonic.ts';
import { keypairFromSeed } from './keypairFromSeed.ts';
import { keypairFromUri } from './keypairFromUri.ts';
import { secretFromUri } from './secretFromUri.ts';

const DEVELOPMENT = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';

describe('secretFromUri', () => {
  // Addresses as bittensor_wallet 4.1.1 gives them (Keypair.create_from_uri).
  it.each([
    ['//Alice', '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'],
    ['//Alice///', '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'],
    ['//Alice/soft', '5C8PhJPLE54x23RjmqBcEEnALryCDWdTJM5xLaoL9W8XEpnt'],
    ['/soft', '5F4g82upwXKNJWdotdSwkALpdNRNnuNBLQeZ6YUYBoSK3rcj'],
    ['//1', '5GBNeWRhZc2jXu7D55rBimKYDk8PGk8itRYFTPfC8RJLKG5o'],
    ['//01', '5GBNeWRhZc2jXu7D55rBimKYDk8PGk8itRYFTPfC8RJLKG5o'],
    ['//+1', '5GBNeWRhZc2jXu7D55rBimKYDk8PGk8itRYFTPfC8RJLKG5o'],
    ['//-1', '5G6zHZJ9v3UVcjkzzwJVsnBPvPYL6ZqpJPpAn54UQde7JJE9'],
    ['//0x1234', '5DqRiB7pu1bhbxL4UrYc9M8kiUB3iyZxQRrWp4QuWbe7dqeK'],
    ['//18446744073709551615', '5FnmmEqtcYdJa7ikbQXggS685DpNeE9j7ob6oBYMyD9kQLxz'],
    ['//18446744073709551616', '5EpxyqTWXnWapSa55fXrq8JtqD41YREqn7qJobZ69D7833f8'],
    ['//a///pw', '5HBzwi7eZ4kQ1QdYQMsSZ2QqARqpUEXQ6HVnV5ktLw34i9it'],
    [`//${'a'.repeat(40)}`, '5HdmcAaRDxL6RRsx1FDrpDJebj2ux3JAjfxk1cJngZi3KYkS'],
    ['//a/0', '5EeFu2VehPUUTCQuCh6ikQJSsTVfvkwVkV8VfTUH3d7c1qjs'],
    ['//é', '5EsaQAJQh19PWKMtYN2YrWYTRKsUmHicgAyBMiAFuRwFA4zf'],
    ['//０', '5GTEgD9Ba7F9BU4wUpWPcWNUNbfnxhhCSxUR2TjtZ4hnsrqA'],
    ['//a\n', '5CqaU4P7q5FaBGRMGGpZ4ZZL8UAjfURcb9rdMyaP2CMLgVaG'],
    ['', '5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV'],
    [`0x${'11'.repeat(32)}//a`, '5F26NBdyUoDGtkbuQ8qfvYi5W5U3oWdJvcH2qe9G5ywjDyug'],
  ])('derives %j', (uri, address) => {
    expect(keypairFromUri(uri).address).toBe(address);
  });

  it('is the plain key without a path', () => {
    expect(keypairFromUri(DEVELOPMENT).address).toBe(keypairFromMnemonic(DEVELOPMENT).address);
    expect(keypairFromUri(`0x${'aB'.repeat(32)}`).address).toBe(
      keypairFromSeed(new Uint8Array(32).fill(0xab)).address,
    );
  });

  it('gives the private key alone, like the Rust wallet', () => {
    const secret = secretFromUri('//Alice');
    expect(secret.exportSeed()).toBeNull();
    expect(secret.exportMnemonic()).toBeNull();
    expect(secret.exportPrivateKey()).toHaveLength(64);
  });

  it.each([
    ['//', 'RC_KEYS_URI_INVALID'],
    ['//a//', 'RC_KEYS_URI_INVALID'],
    ['a-b//c', 'RC_KEYS_URI_INVALID'],
    [`0x${'11'.repeat(31)}`, 'RC_KEYS_URI_INVALID'],
    ['/'.repeat(100_000), 'RC_KEYS_URI_INVALID'],
    ['Alice', 'RC_KEYS_MNEMONIC_INVALID'],
  ])('refuses %j', (uri, code) => {
    expect(() => secretFromUri(uri)).toThrow(expect.objectContaining({ code }));
  });

  it('uses the password with a phrase', () => {
    expect(keypairFromUri('//Alice///one').address).not.toBe(keypairFromUri('//Alice///two').address);
  });

  it('takes everything after three slashes as the password', () => {
    expect(keypairFromUri('//Alice///a/b//c').address).not.toBe(keypairFromUri('//Alice///a').address);
  });
});
