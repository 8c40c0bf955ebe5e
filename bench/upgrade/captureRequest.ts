import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { AxonAddress } from '../../src/bittensor/dendrite/signRequest.ts';
import { signRequest } from '../../src/bittensor/dendrite/signRequest.ts';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';

/** One signed request that can be sent again, byte for byte, as somebody would who captured it. */
export interface CapturedRequest {
  /** @returns the status, or the code of the refusal; `broken` where the connection was */
  send(): Promise<string>;
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
            let text = '';
            response.setEncoding('utf8').on('data', (part: string) => {
              text += part;
            });
            response.once('end', () => {
              const code = /"code": ?"(RC_[A-Z_]+)"/.exec(text)?.[1];
              resolve(code ?? String(response.statusCode));
            });
            response.once('error', () => resolve('broken'));
          },
        );
        call.once('error', () => resolve('broken'));
        call.end(body);
      }),
  };
}
