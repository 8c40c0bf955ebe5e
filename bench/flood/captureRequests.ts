import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { type AxonAddress, signRequest } from '../../src/bittensor/dendrite/signRequest.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import type { Validator } from './identities.ts';

/** A real request as someone between validator and miner would see it. */
const toWire = (target: AxonAddress, { keypair, address }: Validator, image: string): Buffer => {
  const { headers, body } = signRequest(
    { keypair, uuid: randomUUID(), externalIp: address, version: 9_012_002 },
    target,
    {
      synapse: imageSynapse,
      values: { testnet_label: -1n, image, prediction: -1 },
      ...{ timeout: 9, nonce: systemClock.nowNs() },
    },
  );
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(
    `POST /ImageSynapse HTTP/1.1\r\nHost: ${target.ip}:${target.port}\r\n${lines}` +
      `Content-Length: ${body.length}\r\nContent-Type: application/json\r\n\r\n${body}`,
    'latin1',
  );
};

const deliver = (target: AxonAddress, localAddress: string, bytes: Buffer): Promise<number> =>
  new Promise((resolve) => {
    const socket = connect({ host: target.ip, port: target.port, localAddress }, () => socket.write(bytes));
    let status = 0;
    const finish = (): void => {
      socket.destroy();
      resolve(status);
    };
    socket.setTimeout(9_000, finish);
    socket.on('error', finish).on('close', finish);
    socket.once('data', (chunk) => {
      status = Number(chunk.toString('latin1', 9, 12));
      finish();
    });
  });

/**
 * Sends a real call of each validator and keeps its bytes, for attackers to send again.
 * @returns those that were answered
 */
export async function captureRequests(
  target: AxonAddress,
  callers: readonly Validator[],
  images: readonly string[],
): Promise<Buffer[]> {
  const all = await Promise.all(
    callers.map(async (caller, index) => {
      const bytes = toWire(target, caller, images[index % images.length] ?? '');
      return { bytes, status: await deliver(target, caller.address, bytes) };
    }),
  );
  return all.filter(({ status }) => status === 200).map(({ bytes }) => bytes);
}
