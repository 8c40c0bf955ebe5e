import { connect, type Socket } from 'node:net';
import type { AdmissionPolicy } from '../../src/bittensor/axon/admitRequest.ts';
import { type Axon, type AxonOptions, createAxon } from '../../src/bittensor/axon/createAxon.ts';
import type { AxonEvent } from '../../src/bittensor/axon/handleRequest.ts';
import { type Forward, route } from '../../src/bittensor/axon/route.ts';
import { signRequest } from '../../src/bittensor/dendrite/signRequest.ts';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';

export const validator = keypairFromUri('//Validator');
export const stranger = keypairFromUri('//Stranger');
export const miner = keypairFromUri('//Miner');

export interface CallOptions {
  keypair?: Keypair;
  axonHotkey?: string;
  nonce?: bigint;
  uuid?: string;
  image?: string;
  timeout?: number;
  version?: number;
}

/** A signed call of the image synapse, as headers and body. */
export const signCall = (options: CallOptions = {}) =>
  signRequest(
    {
      keypair: options.keypair ?? validator,
      uuid: options.uuid ?? '6c84fb90-12c4-11e1-840d-7b25c5ee775a',
      externalIp: '203.0.113.9',
      version: options.version ?? 9_012_002,
    },
    { ip: '127.0.0.1', port: 8091, hotkey: options.axonHotkey ?? miner.address },
    {
      synapse: imageSynapse,
      values: { testnet_label: -1n, image: options.image ?? 'aGVsbG8=', prediction: -1 },
      timeout: options.timeout ?? 9,
      nonce: options.nonce ?? systemClock.nowNs(),
    },
  );

/** The same as the bytes of one HTTP request. */
export const httpCall = (options: CallOptions & { headers?: string; path?: string } = {}): Buffer => {
  const { headers, body } = signCall(options);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(
    `POST ${options.path ?? '/ImageSynapse'} HTTP/1.1\r\nHost: axon\r\n${lines}${options.headers ?? ''}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nContent-Type: application/json\r\n\r\n${body}`,
  );
};

export interface RawReply {
  status: number;
  headers: string;
  body: string;
}

/** Writes bytes to a connection of its own and reads until the reply is whole or the server closes. */
export const sendRaw = (
  port: number,
  bytes: Buffer | string,
  options: { host?: string; localAddress?: string; socket?: Socket } = {},
): Promise<RawReply & { closed: boolean }> =>
  new Promise((resolve, reject) => {
    const { host = '127.0.0.1', localAddress } = options;
    const socket =
      options.socket ?? connect({ host, port, ...(localAddress === undefined ? {} : { localAddress }) });
    let text = '';
    const finish = (closed: boolean): void => {
      socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('end');
      if (options.socket === undefined) socket.destroy();
      const [head = '', body = ''] = text.split('\r\n\r\n');
      resolve({ status: Number(head.slice(9, 12)), headers: head.toLowerCase(), body, closed });
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (body.length >= length) finish(false);
    });
    socket.on('close', () => finish(true));
    socket.on('end', () => finish(true));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET') return;
      reject(error);
    });
    socket.write(bytes);
  });

export interface Started {
  axon: Axon;
  port: number;
  events: AxonEvent[];
  refusedConnections: string[];
}

const permitValidator: AdmissionPolicy = {
  permit: (hotkey) => (hotkey === validator.address ? 'yes' : 'no'),
};

/** An axon on a free port of 127.0.0.1 that permits `validator` and answers 0.875. */
export const startAxon = async (
  options: Partial<AxonOptions> & {
    forward?: Forward<(typeof imageSynapse)['fields']>;
    listenOn?: { fd: number };
  } = {},
): Promise<Started> => {
  const events: AxonEvent[] = [];
  const refusedConnections: string[] = [];
  const { forward = () => ({ prediction: 0.875 }), config, listenOn, ...rest } = options;
  const axon = createAxon({
    hotkey: miner.address,
    policy: permitValidator,
    routes: [route(imageSynapse, forward)],
    observe: (event) => events.push(event),
    refusedConnection: (reason) => refusedConnections.push(reason),
    ...rest,
    config: {
      ...{ host: '127.0.0.1', port: 0 },
      ...config,
      // On the event loop: a thread for each test would take longer than the test.
      limits: { verificationThreads: 0, ...config?.limits },
    },
  });
  const { port } = await axon.listen(listenOn);
  return { axon, port, events, refusedConnections };
};
