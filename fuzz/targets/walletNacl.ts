import { createHash } from 'node:crypto';
import { decryptKeyfile } from '../../src/bittensor/wallet/decryptKeyfile.ts';
import { encryptKeyfile } from '../../src/bittensor/wallet/encryptKeyfile.ts';
import { parseKeyfile } from '../../src/bittensor/wallet/parseKeyfile.ts';
import { RoadcrewError } from '../../src/support/errors/RoadcrewError.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { WrongVerdict } from '../harness/WrongVerdict.ts';
import { openSecretbox } from './openSecretbox.ts';
import { walletCast } from './walletCast.ts';

/** Instead of Argon2, which takes seconds; what it is fed and what is done with its key stays the same. */
const deriveKey = async (password: string): Promise<Uint8Array> =>
  Uint8Array.from(createHash('sha256').update(password).digest());

const password = 'fuzz password';
const key = await deriveKey(password);
const marker = '$NACL';

const openReference = (data: Uint8Array): Uint8Array | null =>
  data.length < 45 ? null : openSecretbox(key, data.subarray(5, 29), data.subarray(29));

export const walletNacl: Target = {
  name: 'wallet-nacl',
  oracle:
    'an encrypted wallet opens exactly when a second secretbox opens it, to the same bytes; tampered ones never',
  maxLength: 16_384,
  dictionary: [...walletCast.dictionary, marker, `${marker}${'\0'.repeat(24)}`],
  async makeValid(random) {
    const data = walletCast.keyfile(random);
    return encryptKeyfile({ data, password, deriveKey, random: (size) => random.bytes(size) });
  },
  async mutate(random, input) {
    // Well encrypted, but something else inside, or with another password.
    const data = random.pick([random.bytes(random.below(300)), input, walletCast.keyfile(random)]);
    const other = random.chance(0.3) ? 'another password' : password;
    return encryptKeyfile({ data, password: other, deriveKey, random: (size) => random.bytes(size) });
  },
  async run(input) {
    const isNacl = text.decodeLatin1(input.subarray(0, 5)) === marker;
    const ansible = text.decodeLatin1(input.subarray(0, 16)).startsWith('$ANSIBLE_VAULT');
    // Has its own target: its key derivation is another.
    if (ansible) return 'rejected';
    const reference = isNacl ? openReference(input) : input;
    let plain: Uint8Array;
    try {
      plain = await decryptKeyfile({ data: input, password, path: 'some/file', deriveKey });
    } catch (error) {
      const unsupported = error instanceof RoadcrewError && error.code === 'RC_WALLET_ENCRYPTION_UNSUPPORTED';
      if (reference === null || !(error instanceof RoadcrewError) || unsupported) throw error;
      throw new WrongVerdict('the second secretbox opens this', 'wrong-reject');
    }
    expectOracle(reference !== null, 'opened although the MAC does not fit');
    expectOracle(Buffer.compare(plain, reference) === 0, 'opened to other bytes than the second secretbox');
    parseKeyfile(plain, 'some/file');
    return 'accepted';
  },
};
