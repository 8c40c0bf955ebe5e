import { pbkdf2Sync } from 'node:crypto';
import { mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { getPublicKey, secretFromSeed } from '@scure/sr25519';
import { decodeSs58 } from '../../src/bittensor/keys/decodeSs58.ts';
import { parseKeyfile } from '../../src/bittensor/wallet/parseKeyfile.ts';
import { RoadcrewError } from '../../src/support/errors/RoadcrewError.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { expectUnpolluted } from '../harness/expectUnpolluted.ts';
import { mutateJson } from '../harness/mutateJson.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { walletCast } from './walletCast.ts';

const hexOf = (value: unknown): Buffer => Buffer.from(String(value).replace(/^0x/, ''), 'hex');
const isSeed = (value: unknown): boolean =>
  typeof value === 'string' && /^(?:0x)?[0-9a-fA-F]{64}$/.test(value);

const seedOfPhrase = (phrase: string): Uint8Array => {
  const entropy = mnemonicToEntropy(phrase.trim().split(/\s+/).join(' '), wordlist);
  return Uint8Array.from(pbkdf2Sync(entropy, 'mnemonic', 2048, 64, 'sha512').subarray(0, 32));
};

/** The scalar of a keyfile times 8, which is what @scure/sr25519 takes. */
const expand = (canonical: Buffer): Uint8Array => {
  const scalar = BigInt(`0x${Buffer.from(canonical.subarray(0, 32)).reverse().toString('hex')}`) * 8n;
  const digits = scalar.toString(16).padStart(64, '0');
  return Uint8Array.from([...Buffer.from(digits, 'hex').reverse(), ...canonical.subarray(32)]);
};

/** Every public key that the file states or implies, each by means other than those under test. */
const allPublicKeys = (source: string): string[] => {
  if (/^0x[0-9a-f]{64}$/i.test(source)) return [source.slice(2).toLowerCase()];
  const fields = JSON.parse(source) as Record<string, unknown>;
  const found: Uint8Array[] = [];
  if (fields.publicKey != null) found.push(hexOf(fields.publicKey));
  if (fields.accountId != null) found.push(hexOf(fields.accountId));
  if (fields.ss58Address) found.push(decodeSs58(String(fields.ss58Address)).publicKey);
  if (fields.privateKey != null) found.push(getPublicKey(expand(hexOf(fields.privateKey))));
  if (isSeed(fields.secretSeed))
    found.push(getPublicKey(secretFromSeed(Uint8Array.from(hexOf(fields.secretSeed)))));
  if (fields.secretPhrase != null)
    found.push(getPublicKey(secretFromSeed(seedOfPhrase(String(fields.secretPhrase)))));
  expectOracle(fields.cryptoType == null || fields.cryptoType === 1, 'accepted a key that is not sr25519');
  return found.map((key) => text.toHex(key));
};

const causesOf = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${error.stack ?? ''} ${causesOf(error.cause)}` : '';

export const walletFile: Target = {
  name: 'wallet-file',
  oracle:
    'accepted only if every stated and every derived public key is the same, by @scure/sr25519; errors keep secrets',
  maxLength: 65_536,
  dictionary: walletCast.dictionary,
  makeValid: walletCast.keyfile,
  mutate: (random, input) => text.encode(mutateJson(random, text.decode(input), walletCast.dictionary)),
  run(input) {
    try {
      const { publicKey, address, secret } = parseKeyfile(input, 'some/file');
      expectUnpolluted();
      const source = new TextDecoder('utf-8', { fatal: true }).decode(input).trim();
      const keys = allPublicKeys(source);
      expectOracle(keys.length > 0, 'accepted a file that states no key');
      const own = text.toHex(publicKey);
      expectOracle(
        keys.every((key) => key === own),
        'accepted a file whose parts are of different keys',
      );
      expectOracle(text.toHex(decodeSs58(address).publicKey) === own, 'the address is of another key');
      if (secret !== null) {
        const signing = getPublicKey(expand(Buffer.from(secret.exportPrivateKey())));
        expectOracle(text.toHex(signing) === own, 'the secret signs for another key');
        // Whatever shows an object must not show its secret.
        expectOracle(walletCast.findSecret(JSON.stringify(secret)) === undefined, 'the secret shows in JSON');
      }
      return 'accepted';
    } catch (error) {
      if (error instanceof RoadcrewError) {
        const shown = `${JSON.stringify(error)} ${causesOf(error)}`;
        expectOracle(walletCast.findSecret(shown) === undefined, `a secret shows in ${error.code}`);
      }
      throw error;
    }
  },
};
