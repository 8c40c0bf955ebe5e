import { encodeSs58 } from '../../src/bittensor/keys/encodeSs58.ts';
import { emptyBodyHash } from '../../src/bittensor/synapse/computeBodyHash.ts';
import { defineSynapse } from '../../src/bittensor/synapse/defineSynapse.ts';
import { createTerminal } from '../../src/bittensor/synapse/terminal.ts';
import { writeRequestHeaders } from '../../src/bittensor/synapse/writeRequestHeaders.ts';
import type { Random } from '../harness/createRandom.ts';
import { headerLines } from '../harness/headerLines.ts';
import { text } from '../harness/text.ts';

const synapse = defineSynapse('Example', {});

/** The headers of a dendrite, well formed but signed by nobody. */
export function exampleHeaders(random: Random): Uint8Array {
  const hotkey = encodeSs58(random.bytes(32));
  const envelope = {
    timeout: random.pick([9, 12, 0.5, 1.25, 30, 100_000_000, 1e-5]),
    totalSize: BigInt(random.below(100_000)),
    axon: createTerminal({ ip: '203.0.113.9', port: 8091n, hotkey }),
    dendrite: createTerminal({
      ip: '198.51.100.7',
      version: BigInt(random.pick([9_012_002, 10_002_000, 7_002_000])),
      nonce: 1_795_363_512_393_194_668n + BigInt(random.uint32()),
      uuid: crypto.randomUUID(),
      hotkey,
      signature: `0x${text.toHex(random.bytes(64))}`,
    }),
  };
  return headerLines.write(
    writeRequestHeaders(synapse, envelope, { headerSize: 464n, computedBodyHash: emptyBodyHash }),
  );
}
