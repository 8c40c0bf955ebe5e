import { createHash } from 'node:crypto';
import { decodeSs58 } from '../../src/bittensor/keys/decodeSs58.ts';
import { encodeSs58 } from '../../src/bittensor/keys/encodeSs58.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { WrongVerdict } from '../harness/WrongVerdict.ts';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** SS58 by the book, without any of the code under test: big integers and OpenSSL's BLAKE2b. */
const decodeReference = (address: string): { key: string; prefix: number } | null => {
  if (address.length > 50 || !/^[1-9A-HJ-NP-Za-km-z]+$/.test(address)) return null;
  let value = 0n;
  for (const character of address) value = value * 58n + BigInt(alphabet.indexOf(character));
  const zeros = /^1*/.exec(address)?.[0].length ?? 0;
  const digits = value === 0n ? '' : value.toString(16);
  const bytes = Buffer.from('00'.repeat(zeros) + (digits.length % 2 === 0 ? digits : `0${digits}`), 'hex');
  const long = (bytes[0] ?? 0) >= 64;
  if (bytes.length !== (long ? 36 : 35) || (bytes[0] ?? 0) >= 128) return null;
  const payload = bytes.subarray(0, -2);
  const checksum = createHash('blake2b512').update('SS58PRE').update(payload).digest().subarray(0, 2);
  if (!checksum.equals(bytes.subarray(-2))) return null;
  const [first = 0, second = 0] = bytes;
  const prefix = long ? ((first & 0x3f) << 2) | (second >> 6) | ((second & 0x3f) << 8) : first;
  if ((long && prefix < 64) || prefix === 46 || prefix === 47) return null;
  return { key: payload.subarray(long ? 2 : 1).toString('hex'), prefix };
};

export const ss58: Target = {
  name: 'ss58',
  oracle: 'accepted exactly when an independent decoder accepts; encoding again gives the input',
  maxLength: 512,
  dictionary: ['1', '5', '0', 'O', 'I', 'l', 'z', '0x', ' ', '11111111'],
  makeValid(random) {
    const prefix = random.chance(0.6) ? 42 : random.below(16_384);
    return text.encode(encodeSs58(random.bytes(32), prefix === 46 || prefix === 47 ? 42 : prefix));
  },
  run(input) {
    const address = text.decode(input);
    const reference = decodeReference(address);
    try {
      const { publicKey, prefix } = decodeSs58(address);
      expectOracle(reference !== null, 'the reference decoder refuses this address');
      expectOracle(text.toHex(publicKey) === reference.key, 'the reference decoder reads another key');
      expectOracle(prefix === reference.prefix, 'the reference decoder reads another prefix');
      expectOracle(encodeSs58(publicKey, prefix) === address, 'encoding again gives another address');
      return 'accepted';
    } catch (error) {
      if (reference === null || error instanceof WrongVerdict) throw error;
      throw new WrongVerdict('the reference decoder accepts this address', 'wrong-reject');
    }
  },
};
