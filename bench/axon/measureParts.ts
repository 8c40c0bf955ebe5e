import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { decodeUtf8 } from '../../src/bittensor/axon/readRequestBody.ts';
import { decodeSs58 } from '../../src/bittensor/keys/decodeSs58.ts';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { parseSignature } from '../../src/bittensor/keys/parseSignature.ts';
import { verifySignature } from '../../src/bittensor/keys/verifySignature.ts';
import { computeBodyHash } from '../../src/bittensor/synapse/computeBodyHash.ts';
import { parsePythonJson } from '../../src/bittensor/synapse/parsePythonJson.ts';
import { readRequestHeaders } from '../../src/bittensor/synapse/readRequestHeaders.ts';
import { readSynapseBody } from '../../src/bittensor/synapse/readSynapseBody.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { identities } from './identities.ts';
import { signOne } from './signCalls.ts';
import { timePart } from './timePart.ts';

/** Microseconds by the name of the part. */
export type Parts = Readonly<Record<string, number>>;

/** One call taken apart, also in the form in which `measure_parts.py` reads it. */
export interface PartsInput {
  headers: Readonly<Record<string, string>>;
  body: string;
  message: string;
  signature: string;
  hotkey: string;
  minerUri: string;
  /** For each part. */
  seconds: number;
}

export const partsInput = (caller: Keypair, minerHotkey: string, seconds: number): PartsInput => {
  const target = { caller, hotkey: minerHotkey, port: 8091 };
  const { request } = signOne(target, 0, BigInt(Date.now()) * 1_000_000n);
  const { nonce, uuid, signature } = request.envelope.dendrite;
  const headers = Object.fromEntries(request.headers);
  const message = `${nonce}.${caller.address}.${minerHotkey}.${uuid}.${headers.computed_body_hash}`;
  return {
    ...{ headers, body: request.body, message, signature: signature ?? '', hotkey: caller.address },
    ...{ minerUri: identities.minerUri, seconds },
  };
};

/** Times the parts of our work on one call. They are the functions that the axon calls. */
export function measureParts(input: PartsInput): Parts {
  const { body, message, hotkey, seconds } = input;
  const bytes = Buffer.from(body, 'latin1');
  const signature = parseSignature(input.signature) ?? new Uint8Array(64);
  const { publicKey } = decodeSs58(hotkey);
  const rawHeaders = Object.entries(input.headers).flat();
  const parsed = parsePythonJson(body);
  const values = readSynapseBody(imageSynapse, parsed);
  assert(verifySignature(message, signature, publicKey), 'The signature to be timed is wrong.');

  const parts: Record<string, () => unknown> = {
    'sha3-256 of what the signature covers': () => computeBodyHash(imageSynapse, values),
    'sha3-256 of the whole body': () => createHash('sha3-256').update(bytes).digest('hex'),
    'sr25519 verification': () => verifySignature(message, signature, publicKey),
    'signature text to bytes': () => parseSignature(input.signature),
    'hotkey to public key': () => decodeSs58(hotkey),
    headers: () => readRequestHeaders(rawHeaders),
    'UTF-8 check and text': () => decodeUtf8(bytes),
    'JSON of the body': () => parsePythonJson(body),
    'synapse out of the parsed body': () => readSynapseBody(imageSynapse, parsed),
  };
  return Object.fromEntries(Object.entries(parts).map(([name, work]) => [name, timePart(work, seconds)]));
}
