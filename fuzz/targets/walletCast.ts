import { createHash } from 'node:crypto';
import { keypairFromSecret } from '../../src/bittensor/keys/keypairFromSecret.ts';
import type { KeypairSecret } from '../../src/bittensor/keys/makeKeypairSecret.ts';
import { secretFromMnemonic } from '../../src/bittensor/keys/secretFromMnemonic.ts';
import { secretFromPrivateKey } from '../../src/bittensor/keys/secretFromPrivateKey.ts';
import { secretFromSeed } from '../../src/bittensor/keys/secretFromSeed.ts';
import { serializeKeyfile } from '../../src/bittensor/wallet/serializeKeyfile.ts';
import type { Random } from '../harness/createRandom.ts';
import { text } from '../harness/text.ts';

// Published test phrases: nobody keeps anything on them.
const phrases = [
  'old leopard transfer rib spatial phone calm indicate online fire caution review',
  'legal winner thank year wave sausage worth useful legal winner thank yellow',
];
const seeds = Array.from({ length: 12 }, (_, index) =>
  Uint8Array.from(createHash('sha256').update(`fuzz wallet ${index}`).digest()),
);

const secrets: readonly KeypairSecret[] = [
  ...phrases.map((phrase) => secretFromMnemonic(phrase)),
  ...seeds.map((seed) => secretFromSeed(seed)),
  ...seeds.map((seed) => secretFromPrivateKey(secretFromSeed(seed).exportPrivateKey())),
];
const keys = secrets.map((secret) => ({ secret, keypair: keypairFromSecret(secret) }));

/** Texts that no error may ever contain. */
const secretTexts = [
  ...phrases,
  ...secrets.map((secret) => text.toHex(secret.exportPrivateKey())),
  ...seeds.map((seed) => text.toHex(seed)),
];

/** Keys and keyfiles for the fuzzing of wallets. */
export const walletCast = {
  /** A keyfile as some version of the wallet wrote it: with and without its secret, its seed, its crypto type. */
  keyfile(random: Random): Uint8Array {
    const { secret, keypair } = random.pick(keys);
    const shape = random.below(6);
    if (shape === 0) return text.encode(`0x${text.toHex(keypair.publicKey)}\n`);
    const file = serializeKeyfile({
      keypair,
      secret: shape === 1 ? undefined : secret,
      cryptoType: random.chance(0.5),
    });
    if (shape !== 2) return file;
    const fields = JSON.parse(text.decode(file)) as Record<string, unknown>;
    // The Rust wallet writes a seed that happens to be UTF-8 as it is; and nulls are legal.
    return text.encode(
      JSON.stringify({ ...fields, secretSeed: 'raw seed, 32 bytes of plain text', secretPhrase: null }),
    );
  },

  /** The first secret that a text gives away, if any. */
  findSecret: (shown: string): string | undefined => secretTexts.find((secret) => shown.includes(secret)),

  dictionary: [
    ...[
      '"privateKey":',
      '"secretSeed":',
      '"secretPhrase":',
      '"publicKey":',
      '"accountId":',
      '"ss58Address":',
    ],
    ...['"cryptoType":', '0x', 'null', '0', '1', '2', '"1"', '$NACL', '$ANSIBLE_VAULT;1.1;AES256', 'gAAAAA'],
    ...keys
      .slice(0, 4)
      .flatMap(({ keypair, secret }) => [
        keypair.address,
        `0x${text.toHex(keypair.publicKey)}`,
        `0x${text.toHex(secret.exportPrivateKey())}`,
      ]),
    ...phrases,
  ] as readonly string[],
} as const;
