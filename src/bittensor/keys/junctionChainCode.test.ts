import { hex } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { junctionChainCode } from './junctionChainCode.ts';
import { sr25519 } from './sr25519.ts';

const padded = (digits: string): string => digits.padEnd(64, '0');

describe('junctionChainCode', () => {
  it.each([
    ['0', padded('00')],
    ['258', padded('0201')],
    ['18446744073709551615', padded('ffffffffffffffff')],
    ['Alice', padded('14416c696365')],
    ['a'.repeat(31), `7c${'61'.repeat(31)}`],
  ])('encodes %j', (junction, code) => {
    expect(hex.encode(junctionChainCode(junction))).toBe(code);
  });

  it.each([
    [32, [128]],
    [63, [252]],
    [64, [0x01, 0x01]],
    [16_383, [0xfd, 0xff]],
    [16_384, [0x02, 0x00, 0x01, 0x00]],
  ])('hashes a text of %d bytes with its SCALE length', (length, prefix) => {
    const scale = Uint8Array.from([...prefix, ...new Uint8Array(length).fill(0x61)]);
    expect(junctionChainCode('a'.repeat(length))).toEqual(sr25519.blake2b256(scale));
  });
});
