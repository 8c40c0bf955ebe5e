import { describe, expect, it } from 'vitest';
import { plantedSecrets } from '../../../tests/support/plantedSecrets.ts';
import { findKeyMaterial } from './findKeyMaterial.ts';

const { mnemonic12, mnemonic24, privateKey, bareKey, seed } = plantedSecrets;

describe('findKeyMaterial', () => {
  it.each([
    ['a mnemonic', `A=1\nNOTE="${mnemonic12}"`, 2],
    ['a mnemonic in a comment', `# ${mnemonic24}`, 1],
    ['a mnemonic over several lines', `A=1\n${mnemonic24.split(' ').join('\n')}`, 2],
    ['a mnemonic in capitals, with commas', mnemonic12.toUpperCase().replaceAll(' ', ', '), 1],
    ['a private key', `\n\nKEY=${privateKey}`, 3],
    ['a private key without 0x', `KEY=${bareKey}`, 1],
    ['a seed', `KEY=${seed}`, 1],
    ['a seed without 0x', `KEY=${seed.slice(2)}`, 1],
    ['something that says that it is one', 'export HOTKEY_MNEMONIC="x"', 1],
    ['a private key by its name', 'MY_PRIVATE_KEY=abc', 1],
  ])('finds %s', (_, text, line) => {
    expect(findKeyMaterial(text)).toBe(line);
  });

  it('finds nothing in what a miner.env holds', () => {
    const text = `# Wallet Configuration
WALLET_NAME=default # the wallet
SUBTENSOR_CHAIN_ENDPOINT=wss://entrypoint-finney.opentensor.ai:443
HUGGING_FACE_TOKEN=hf_abcdefghijklmnopqrstuvwxyz
MNEMONIC=
HASH=${'a'.repeat(40)}
`;
    expect(findKeyMaterial(text)).toBeNull();
  });
});
