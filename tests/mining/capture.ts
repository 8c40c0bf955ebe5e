import { type Agent, request } from 'node:http';
import { signRequest } from '../../src/bittensor/dendrite/signRequest.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import type { RunningMine } from './startMine.ts';

/** A signed request that can be sent more than once, as somebody would who listened on the way. */
export function capture(
  { port, hotkey, validator }: Pick<RunningMine, 'port' | 'hotkey' | 'validator'>,
  image: string,
): {
  /** @returns `answered`, or the code of the refusal */
  send(agent?: Agent): Promise<string>;
} {
  const { headers, body } = signRequest(
    { keypair: validator, uuid: 'captured', externalIp: '0.0.0.0', version: 9_012_002 },
    { ip: '127.0.0.1', port, hotkey },
    {
      ...{ synapse: imageSynapse, timeout: 9, nonce: systemClock.nowNs() },
      values: { testnet_label: -1n, image, prediction: -1 },
    },
  );
  const whole = { ...Object.fromEntries(headers), 'content-length': Buffer.byteLength(body) };
  return {
    send: (agent) =>
      new Promise((resolve, reject) => {
        const sent = request(
          {
            ...{ host: '127.0.0.1', port, method: 'POST', path: `/${imageSynapse.name}`, headers: whole },
            ...(agent && { agent }),
          },
          (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (part: string) => {
              text += part;
            });
            response.on('end', () => {
              const { code = 'answered' } = JSON.parse(text) as { code?: string };
              resolve(code);
            });
          },
        );
        sent.on('error', reject);
        sent.end(body);
      }),
  };
}
