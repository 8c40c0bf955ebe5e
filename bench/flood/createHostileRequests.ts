import { randomBytes, randomUUID } from 'node:crypto';
import { signRequest } from '../../src/bittensor/dendrite/signRequest.ts';
import { encodeSs58 } from '../../src/bittensor/keys/encodeSs58.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import type { HostileKind } from './hostileKinds.ts';

export interface HostileRequests {
  /** The bytes of a request of this kind, latin1 where it is text. */
  next(kind: Exclude<HostileKind, 'slow'>): string | Buffer;
  /** A complete head that announces a body, and some of it. */
  slowBody(): string;
  capture(requests: readonly Buffer[]): void;
}

const pick = <Value>(values: readonly Value[]): Value => {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new Error('There is nothing to choose from.');
  return value;
};

const garbage: readonly (() => Buffer)[] = [
  () => randomBytes(200),
  // How a TLS client and an HTTP/2 client begin.
  () => Buffer.concat([Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), randomBytes(300)]),
  () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  () => Buffer.from('POST /ImageSynapse HTTP/1.1\r\nHost: a\r\nbroken header\r\n\r\n'),
  () => Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'),
];

/**
 * Makes requests as attackers would, from templates: what differs is put between prepared pieces, so that a generator
 * of 3,000 a second costs little.
 * @param target the miner; @param permitted SS58 addresses of validators
 */
export function createHostileRequests(
  target: { readonly port: number; readonly hotkey: string },
  permitted: readonly string[],
): HostileRequests {
  const marks = { hotkey: '@hotkey@', nonce: '@nonce@', uuid: '@uuid@', signature: '@signature@' };
  const signer = keypairFromUri('//RoadcrewBench//Attacker');
  const { headers } = signRequest(
    { keypair: signer, uuid: marks.uuid, externalIp: '127.0.0.1', version: 9_012_002 },
    { ip: '127.0.0.1', ...target },
    {
      synapse: imageSynapse,
      values: { testnet_label: -1n, image: '', prediction: -1 },
      ...{ timeout: 9, nonce: 0n },
    },
  );
  const marked = headers.map(([name, value]) => {
    const mark = Object.entries(marks).find(([field]) => name === `bt_header_dendrite_${field}`)?.[1];
    return `${name}: ${mark ?? value}\r\n`;
  });
  const pieces =
    `POST /ImageSynapse HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\n${marked.join('')}Content-Type: application/json\r\n`
      .split(/(@\w+@)/)
      .map((text) => Object.keys(marks).find((field) => `@${field}@` === text) ?? text);
  // Signatures of the right form over something else: checking one costs as much as checking a good one.
  const signatures = Array.from(
    { length: 64 },
    (_, index) => `0x${Buffer.from(signer.sign(String(index))).toString('hex')}`,
  );
  const strangers = Array.from({ length: 1_000 }, () => encodeSs58(randomBytes(32)));
  const body = JSON.stringify({ image: randomBytes(700).toString('base64'), prediction: -1 });
  let captured: readonly Buffer[] = [];
  let counter = 0n;

  const head = (hotkeys: readonly string[]): string => {
    counter += 1n;
    const values: Record<string, string> = {
      hotkey: pick(hotkeys),
      nonce: String(BigInt(Date.now()) * 1_000_000n + (counter % 1_000_000n)),
      uuid: randomUUID(),
      signature: pick(signatures),
    };
    return pieces.map((piece) => values[piece] ?? piece).join('');
  };
  const whole = (hotkeys: readonly string[]): string =>
    `${head(hotkeys)}Content-Length: ${body.length}\r\n\r\n${body}`;

  return {
    next(kind) {
      if (kind === 'garbage') return pick(garbage)();
      if (kind === 'replayed') return pick(captured);
      if (kind === 'oversize')
        return `${head(permitted)}Content-Length: 67108864\r\n\r\n${'A'.repeat(16_000)}`;
      return whole(kind === 'forged' ? permitted : strangers);
    },
    slowBody: () =>
      `${head(Math.random() < 0.5 ? permitted : strangers)}Content-Length: 40000\r\n\r\n{"image": "`,
    capture(requests) {
      captured = requests;
    },
  };
}
