import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { decryptAnsibleVault } from '../../src/bittensor/wallet/decryptAnsibleVault.ts';
import type { Random } from '../harness/createRandom.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { WrongVerdict } from '../harness/WrongVerdict.ts';
import { walletCast } from './walletCast.ts';

/** Instead of 10,000 rounds of PBKDF2: as long, as dependent on password and salt, and fast. */
const deriveKeys = async (password: string, salt: Uint8Array): Promise<Buffer> =>
  Buffer.concat(
    ['a', 'b', 'c'].map((part) => createHash('sha256').update(part).update(password).update(salt).digest()),
  ).subarray(0, 80);

const password = 'fuzz password';

const seal = async (random: Random, plain: Uint8Array): Promise<Uint8Array> => {
  const salt = random.bytes(32);
  const keys = await deriveKeys(password, salt);
  const padding = 16 - (plain.length % 16);
  const cipher = createCipheriv('aes-256-ctr', keys.subarray(0, 32), keys.subarray(64, 80));
  const ciphertext = cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)]));
  const mac = createHmac('sha256', keys.subarray(32, 64)).update(ciphertext).digest('hex');
  const inner = [text.toHex(salt), mac, ciphertext.toString('hex')].join('\n');
  const digits = Buffer.from(inner).toString('hex');
  return text.encode(`$ANSIBLE_VAULT;1.1;AES256\n${(digits.match(/.{1,80}/g) ?? []).join('\n')}\n`);
};

/** The ciphertext, if the HMAC over it fits: found line by line instead of by one pattern. */
const openReference = async (data: Uint8Array): Promise<Buffer | null> => {
  const [, ...lines] = text.decodeLatin1(data).split(/\r?\n/);
  const inner = Buffer.from(lines.join('').replaceAll('\r', ''), 'hex').toString('latin1');
  const [salt = '', mac = '', ciphertext = ''] = inner.split('\n').map((part) => Buffer.from(part, 'hex'));
  if (typeof salt === 'string' || typeof mac === 'string' || typeof ciphertext === 'string') return null;
  const keys = await deriveKeys(password, salt);
  const wanted = createHmac('sha256', keys.subarray(32, 64)).update(ciphertext).digest();
  if (!wanted.equals(mac)) return null;
  return createDecipheriv('aes-256-ctr', keys.subarray(0, 32), keys.subarray(64, 80)).update(ciphertext);
};

export const walletAnsible: Target = {
  name: 'wallet-ansible',
  oracle: 'an Ansible vault opens only when its HMAC fits by a second reading, to the same bytes',
  maxLength: 16_384,
  dictionary: [
    '$ANSIBLE_VAULT;1.1;AES256\n',
    '$ANSIBLE_VAULT;1.2;AES256;x\n',
    '0a',
    '\r\n',
    '\n',
    '3061',
    '00',
  ],
  makeValid: (random) => seal(random, walletCast.keyfile(random)),
  mutate: (random) => seal(random, random.bytes(random.below(100))),
  async run(input) {
    const plain = await decryptAnsibleVault(input, password, deriveKeys);
    if (plain === 'malformed') return 'rejected';
    const reference = await openReference(input);
    if (plain === 'wrong') {
      if (reference !== null) throw new WrongVerdict('the HMAC fits by a second reading', 'wrong-reject');
      return 'rejected';
    }
    expectOracle(reference !== null, 'opened although the HMAC does not fit');
    const padding = reference.at(-1) ?? 0;
    expectOracle(padding >= 1 && padding <= 16, 'opened although the padding is wrong');
    expectOracle(
      reference.subarray(0, reference.length - padding).equals(Buffer.from(plain)),
      'opened to other bytes than by a second reading',
    );
    return 'accepted';
  },
};
