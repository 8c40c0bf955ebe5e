import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signRequest } from '../../src/bittensor/dendrite/signRequest.ts';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { identities } from './identities.ts';

/** One signed request, ready for the wire. In three parts, because the images are shared and would fill memory. */
export interface SignedCall {
  /** Request line, headers, and the body up to the image. */
  start: Buffer;
  image: Buffer;
  /** The body after the image. */
  end: Buffer;
}

export interface CallTarget {
  caller: Keypair;
  /** SS58 address of the miner. */
  hotkey: string;
  port: number;
}

const images = Array.from({ length: 64 }, () => randomBytes(identities.imageBytes).toString('base64'));
const imageBytes = images.map((image) => Buffer.from(image, 'latin1'));

const identityHeaders = (request: ReturnType<typeof signRequest>): string =>
  request.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');

/** Signs one call with a nonce and a UUID of its own; the official axon refuses an older nonce of the same UUID. */
export function signOne(target: CallTarget, index: number, nonce: bigint) {
  const image = images[index % images.length] ?? '';
  const request = signRequest(
    { keypair: target.caller, uuid: randomUUID(), externalIp: '127.0.0.1', version: 9_012_002 },
    { ip: '127.0.0.1', port: target.port, hotkey: target.hotkey },
    {
      synapse: imageSynapse,
      values: { testnet_label: -1n, image, prediction: -1 },
      timeout: identities.timeout,
      nonce,
    },
  );
  return { request, image };
}

/** The bytes of a request, its headers in the order in which the official dendrite sends them. */
const toWire = (target: CallTarget, index: number, nonce: bigint): SignedCall => {
  const { request, image } = signOne(target, index, nonce);
  const { body } = request;
  const split = body.indexOf(image);
  const head =
    `POST /ImageSynapse HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\n${identityHeaders(request)}` +
    'Accept: */*\r\nAccept-Encoding: gzip, deflate\r\nUser-Agent: Python/3.11 aiohttp/3.14.5\r\n' +
    `Content-Length: ${body.length}\r\nContent-Type: application/json\r\n\r\n`;
  return {
    start: Buffer.from(head + body.slice(0, split), 'latin1'),
    image: imageBytes[index % images.length] ?? Buffer.alloc(0),
    end: Buffer.from(body.slice(split + image.length), 'latin1'),
  };
};

// How long one signature takes here, learned as we go: nonces are chosen for the moment at which signing ends.
let secondsPerCall = 0.0005;
let drawn = 0;

// Our axon believes nonces up to 10 seconds in the future; the official one sets no limit.
const leadMs = 3_000;
const longestLeadMs = 6_000;

/**
 * Signs `count` calls. Their nonces lie some seconds in the future when this resolves and stay valid for about 19
 * seconds (an age of 16 is accepted with a timeout of 12).
 */
export async function signCalls(target: CallTarget, count: number): Promise<SignedCall[]> {
  const startMs = Date.now();
  const firstNonceMs = Math.round(startMs + count * secondsPerCall * 1_000 + leadMs);
  const calls = Array.from({ length: count }, (_, index) => {
    drawn += 1;
    return toWire(target, index, BigInt(firstNonceMs) * 1_000_000n + BigInt(drawn));
  });
  const endMs = Date.now();
  secondsPerCall = (endMs - startMs) / 1_000 / count;
  // Signed faster than foreseen: wait, or the first calls would come from too far in the future.
  await sleep(Math.max(0, firstNonceMs - longestLeadMs - endMs));
  return calls;
}
