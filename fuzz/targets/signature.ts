import { randomBytes } from 'node:crypto';
import { verify as verifyReference } from '@scure/sr25519';
import { decodeSs58 } from '../../src/bittensor/keys/decodeSs58.ts';
import { keypairFromSeed } from '../../src/bittensor/keys/keypairFromSeed.ts';
import { parseSignature } from '../../src/bittensor/keys/parseSignature.ts';
import { verifySignature } from '../../src/bittensor/keys/verifySignature.ts';
import type { Random } from '../harness/createRandom.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { mutateBytes } from '../harness/mutateBytes.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { WrongVerdict } from '../harness/WrongVerdict.ts';

// New keys in every process: what a kept input was signed with is then unknown here, and only the second
// implementation judges it.
const keys = Array.from({ length: 4 }, () => keypairFromSeed(Uint8Array.from(randomBytes(32))));
const addresses = new Set(keys.map(({ address }) => address));
/** Every signature that was really made here: address, bytes and message as latin-1. */
const made = new Set<string>();
const identityPoint = '00'.repeat(32);

const wrapped = (message: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from('<Bytes>'), message, Buffer.from('</Bytes>')]);
const nameOf = (address: string, signature: Uint8Array, message: Uint8Array): string =>
  `${address} ${text.toHex(signature)} ${text.toHex(message)}`;

const splitLines = (input: Uint8Array): [string, string, Uint8Array] => {
  const first = input.indexOf(0x0a);
  const second = first < 0 ? -1 : input.indexOf(0x0a, first + 1);
  if (second < 0) return [text.decode(input), '', new Uint8Array(0)];
  return [
    text.decode(input.subarray(0, first)),
    text.decode(input.subarray(first + 1, second)),
    input.slice(second + 1),
  ];
};

const acceptsReference = (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean => {
  try {
    return (
      verifyReference(message, signature, publicKey) ||
      verifyReference(wrapped(message), signature, publicKey)
    );
  } catch {
    return false;
  }
};

/** The order of the group: s and s + order are the same scalar, but only the smaller one may be accepted. */
const order = (1n << 252n) + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
/** Schnorrkel marks its signatures in the highest bit. */
const marker = 1n << 255n;

const addOrder = (signature: Uint8Array): Uint8Array => {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) % marker;
  const larger = (marker + ((s + order) % marker)).toString(16).padStart(64, '0');
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(larger, 'hex').reverse()]);
};

const flip = (random: Random, bytes: Uint8Array): Uint8Array => {
  const at = random.below(bytes.length || 1);
  return bytes.map((byte, index) => (index === at ? byte ^ (1 << random.below(8)) : byte));
};

/** Changes of a signed message that keep its form, so that the verifier itself has to notice. */
const forgeries: readonly ((random: Random, signature: Uint8Array) => Uint8Array)[] = [
  flip,
  (_, signature) => addOrder(signature),
  (_, signature) => signature.with(63, (signature[63] ?? 0) & 0x7f),
  (random, signature) => Buffer.concat([random.bytes(32), signature.subarray(32)]),
  (random, signature) => Buffer.concat([signature.subarray(0, 32), random.bytes(32)]),
  (_, signature) => Buffer.concat([Buffer.alloc(32), signature.subarray(32)]),
  (_, signature) => signature,
];

export const signature: Target = {
  name: 'signature',
  oracle:
    'address, signature and message: accepted only if @scure/sr25519 accepts and the key really signed it',
  maxLength: 4096,
  dictionary: ['0x', '<Bytes>', '</Bytes>', '\n', '0'.repeat(64), 'f'.repeat(64), '0x80', '.'],
  makeValid(random) {
    const key = random.pick(keys);
    const message = random.bytes(random.below(200));
    // A third of the wallets sign the wrapped form.
    const signed = random.chance(0.3) ? wrapped(message) : message;
    const bytes = key.sign(signed);
    made.add(nameOf(key.address, bytes, signed));
    return Buffer.concat([Buffer.from(`${key.address}\n0x${text.toHex(bytes)}\n`), message]);
  },
  mutate(random, input) {
    const [address, signatureText, message] = splitLines(input);
    const bytes = Uint8Array.from(Buffer.from(signatureText.slice(2), 'hex'));
    const digits = text.toHex(random.pick(forgeries)(random, bytes));
    const context = {
      corpus: [],
      dictionary: [text.encode('<Bytes>'), text.encode('</Bytes>')],
      maxLength: 1000,
    };
    const claimed = random.chance(0.1) ? random.pick(keys).address : address;
    const signed = random.chance(0.3) ? mutateBytes(random, message, context) : message;
    const written = random.chance(0.1) ? digits.toUpperCase() : digits;
    return Buffer.concat([
      Buffer.from(`${claimed}\n0x${written}\n`),
      random.chance(0.05) ? wrapped(signed) : signed,
    ]);
  },
  run(input) {
    const [address, signatureText, message] = splitLines(input);
    const bytes = parseSignature(signatureText);
    expectOracle(
      (bytes !== null) === /^0x[0-9a-fA-F]{128}$/.test(signatureText),
      'the signature text is read although it is not 0x and 128 digits',
    );
    const { publicKey } = decodeSs58(address);
    if (bytes === null) return 'rejected';
    expectOracle(
      text.toHex(bytes) === signatureText.slice(2).toLowerCase(),
      'the signature is read as other bytes',
    );
    if (!verifySignature(message, bytes, publicKey)) {
      // The second implementation is ten times slower: it checks a sample of the refusals, chosen by the input.
      const sampled = (bytes[0] ?? 0) % 64 === 0 && text.toHex(publicKey) !== identityPoint;
      if (sampled && acceptsReference(message, bytes, publicKey)) {
        throw new WrongVerdict('@scure/sr25519 accepts this signature', 'wrong-reject');
      }
      return 'rejected';
    }
    expectOracle(acceptsReference(message, bytes, publicKey), '@scure/sr25519 refuses this signature');
    const really =
      made.has(nameOf(address, bytes, message)) || made.has(nameOf(address, bytes, wrapped(message)));
    expectOracle(really || !addresses.has(address), 'the key never signed this message so');
    return 'accepted';
  },
};
