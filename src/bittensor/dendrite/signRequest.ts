import type { Keypair } from '../keys/Keypair.ts';
import { computeBodyHash } from '../synapse/computeBodyHash.ts';
import type { Synapse, SynapseFields, SynapseValues } from '../synapse/defineSynapse.ts';
import { createTerminal } from '../synapse/terminal.ts';
import { type SynapseEnvelope, writeRequestBody } from '../synapse/writeRequestBody.ts';
import { type HeaderPair, writeRequestHeaders } from '../synapse/writeRequestHeaders.ts';

/** A miner's address as the metagraph announces it. */
export interface AxonAddress {
  ip: string;
  port: number;
  /** SS58 address of the miner; the signature is for it alone. */
  hotkey: string;
}

/** What one dendrite says of itself in every request. */
export interface DendriteIdentity {
  keypair: Keypair;
  /** UUID version 1, one per dendrite. */
  uuid: string;
  externalIp: string;
  /** major·10⁶ + minor·10³ + patch of the SDK that it speaks like. */
  version: number;
}

export interface SignedRequest {
  headers: HeaderPair[];
  body: string;
  envelope: SynapseEnvelope;
}

// What Python's sys.getsizeof says of the header dictionary of a synapse without required fields.
const headerSize = 464n;
// The empty Python objects around the texts, roughly; the SDK sends the sum of their sizes and nobody reads it.
const emptySynapseSize = 2200;

const totalSize = <Fields extends SynapseFields>(
  synapse: Synapse<Fields>,
  values: SynapseValues<Fields>,
): bigint =>
  BigInt(
    Object.entries(synapse.fields).reduce(
      (sum, [name, declared]) => sum + declared.toText((values as SynapseValues)[name]).length,
      emptySynapseSize,
    ),
  );

/**
 * Signs a call as SDK 7.2 to 10 does: sr25519 over nonce, both hotkeys, uuid and body hash, joined by dots.
 * Source: bittensor 10.2.0 core/dendrite.py:703-724.
 * @param nonce nanoseconds since 1970; each request needs a new one
 */
export function signRequest<Fields extends SynapseFields>(
  identity: DendriteIdentity,
  axon: AxonAddress,
  call: { synapse: Synapse<Fields>; values: SynapseValues<Fields>; timeout: number; nonce: bigint },
): SignedRequest {
  const { keypair, uuid, externalIp, version } = identity;
  const computedBodyHash = computeBodyHash(call.synapse, call.values);
  const message = `${call.nonce}.${keypair.address}.${axon.hotkey}.${uuid}.${computedBodyHash}`;
  const signature = `0x${Buffer.from(keypair.sign(message)).toString('hex')}`;
  const envelope: SynapseEnvelope = {
    timeout: call.timeout,
    totalSize: totalSize(call.synapse, call.values),
    dendrite: createTerminal({
      ip: externalIp,
      version: BigInt(version),
      nonce: call.nonce,
      uuid,
      hotkey: keypair.address,
      signature,
    }),
    axon: createTerminal({ ip: axon.ip, port: BigInt(axon.port), hotkey: axon.hotkey }),
  };
  return {
    headers: writeRequestHeaders(call.synapse, envelope, { headerSize, computedBodyHash }),
    body: writeRequestBody(call.synapse, call.values, envelope),
    envelope,
  };
}
