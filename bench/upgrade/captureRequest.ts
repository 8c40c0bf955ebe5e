import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { AxonAddress } from '../../src/bittensor/dendrite/signRequest.ts';
import { signRequest } from '../../src/bittensor/dendrite/signRequest.ts';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';

/** One signed request that can be sent again, byte for byte, as somebody would who captured it. */
export interface CapturedRequest {
  /** @returns the status, 0 where the connection broke */
  send(): Promise<number>;
}

/** Signs one challenge without sending it. */
export function captureRequest(target: AxonAddress, validator: Keypair, image: string): CapturedRequest {
  const { headers, body } = signRequest(
    { keypair: validator, uuid: randomUUID(), externalIp: '127.0.0.1', version: 9_012_002 },
    target,
    {
      synapse: imageSynapse,
      values: { testnet_label: -1n, image, prediction: -1 },
      ...{ timeout: 12, nonce: systemClock.nowNs() },
    },
  );
  return {
    send: () =>
      new Promise((resolve) => {
        const call = request(
          {
            ...{ host: target.ip, port: target.port, method: 'POST', path: '/ImageSynapse', agent: false },
            headers: {
              ...Object.fromEntries(headers),
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
            },
          },
          (response) => {
            response.resume();
            response.once('end', () => resolve(response.statusCode ?? 0));
          },
        );
        call.once('error', () => resolve(0));
        call.end(body);
      }),
  };
}
