import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { emptyBodyHash } from '../../src/bittensor/synapse/computeBodyHash.ts';
import { defineSynapse } from '../../src/bittensor/synapse/defineSynapse.ts';
import { createTerminal } from '../../src/bittensor/synapse/terminal.ts';
import { type HeaderPair, writeRequestHeaders } from '../../src/bittensor/synapse/writeRequestHeaders.ts';
import type { Random } from '../harness/createRandom.ts';
import { text } from '../harness/text.ts';

const synapse = defineSynapse('Example', {});

/** Who plays in the fuzzing of the axon. Fixed keys, so that kept inputs stay signed by somebody known. */
export const cast = {
  miner: keypairFromUri('//Fuzz//miner'),
  validators: [keypairFromUri('//Fuzz//validator1'), keypairFromUri('//Fuzz//validator2')],
  /** Unknown at first; a look-up finds a permit. */
  newcomer: keypairFromUri('//Fuzz//newcomer'),
  /** Unknown, and a look-up finds nothing. */
  stranger: keypairFromUri('//Fuzz//stranger'),
  /** Known to have no permit. */
  banned: keypairFromUri('//Fuzz//banned'),
} as const;

/** The moment at which all of this happens, nanoseconds since 1970. */
export const fuzzTimeNs = 1_795_363_512_393_194_668n;

/** How a request is signed; what is left out is as it should be. */
export interface SigningOptions {
  /** Whose hotkey the headers name. */
  claimed?: string;
  signer?: Keypair;
  /** For whom it is signed. */
  axonHotkey?: string;
  ageNs?: bigint;
  timeout?: number;
  version?: bigint;
  bodyHash?: string;
  /** Signs the form that browser wallets sign. */
  wrapped?: boolean;
}

/** The headers of a request signed as a dendrite signs it. */
export function signedHeaders(random: Random, options: SigningOptions = {}): HeaderPair[] {
  const signer = options.signer ?? random.pick([...cast.validators, cast.newcomer]);
  const hotkey = options.claimed ?? signer.address;
  // Whole seconds would make most nonces equal; the low digits tell them apart.
  const nonce = fuzzTimeNs - (options.ageNs ?? BigInt(random.below(3_000_000_000)));
  const uuid = crypto.randomUUID();
  const bodyHash = options.bodyHash ?? emptyBodyHash;
  const message = `${nonce}.${hotkey}.${options.axonHotkey ?? cast.miner.address}.${uuid}.${bodyHash}`;
  const signature = signer.sign(options.wrapped ? `<Bytes>${message}</Bytes>` : message);
  const envelope = {
    timeout: options.timeout ?? 9,
    totalSize: 14_135n,
    axon: createTerminal({ ip: '127.0.0.1', port: 8091n, hotkey: cast.miner.address }),
    dendrite: createTerminal({
      ip: '198.51.100.7',
      version: options.version ?? 9_012_002n,
      nonce,
      uuid,
      hotkey,
      signature: `0x${text.toHex(signature)}`,
    }),
  };
  return writeRequestHeaders(synapse, envelope, { headerSize: 464n, computedBodyHash: bodyHash });
}
