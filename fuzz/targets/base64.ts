import {
  encodePassword,
  passwordFromEnvironment,
  passwordVariable,
} from '../../src/bittensor/wallet/environmentPassword.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { WrongVerdict } from '../harness/WrongVerdict.ts';

const path = '/home/miner/.bittensor/wallets/default/hotkeys/default';
const variable = passwordVariable(path);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 §4 with padding and without stray bits, bit by bit. */
const decodeReference = (value: string): number[] | null => {
  const body = value.replace(/={1,2}$/, '');
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*$/.test(body) || body.length % 4 === 1) return null;
  const bits = [...body]
    .map((character) => alphabet.indexOf(character).toString(2).padStart(6, '0'))
    .join('');
  const whole = bits.length - (bits.length % 8);
  if (bits.slice(whole).includes('1')) return null;
  return (bits.slice(0, whole).match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
};

const unmask = (bytes: readonly number[]): string | null => {
  const plain = Buffer.from(bytes.map((byte, index) => byte ^ variable.charCodeAt(index % variable.length)));
  // An encoder that gives the same bytes back proves that nothing was replaced.
  const decoded = plain.toString('utf8');
  return Buffer.from(decoded).equals(plain) ? decoded : null;
};

export const base64: Target = {
  name: 'base64',
  oracle:
    'a base64 password variable: accepted exactly when canonical and UTF-8 by a second decoder; encodes to itself',
  maxLength: 8192,
  dictionary: ['=', '==', '====', '+', '/', '-', '_', '\n', ' ', 'A', '\r\n', '\0', 'AA=='],
  makeValid: (random) =>
    text.encode(
      encodePassword(
        random.pick(['hunter2', 'pässwörd', 'a', '🚧🚧', '\u0000 x', 'x'.repeat(100)]),
        variable,
      ),
    ),
  run(input) {
    const value = text.decode(input);
    const bytes = value === '' ? null : decodeReference(value);
    const reference = bytes === null ? null : unmask(bytes);
    try {
      const password = passwordFromEnvironment(path, { [variable]: value });
      if (password === null) {
        expectOracle(value === '', 'a set variable counts as not set');
        return 'rejected';
      }
      expectOracle(password === reference, 'the second decoder reads something else');
      expectOracle(encodePassword(password, variable) === value, 'encoding again gives another text');
      return 'accepted';
    } catch (error) {
      if (reference === null || error instanceof WrongVerdict) throw error;
      throw new WrongVerdict('the second decoder accepts this', 'wrong-reject');
    }
  },
};
