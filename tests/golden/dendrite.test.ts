import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDendrite } from '../../src/bittensor/dendrite/createDendrite.ts';
import { signRequest } from '../../src/bittensor/dendrite/signRequest.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { listenOnLoopback } from '../listenOnLoopback.ts';
import { dendriteReplies, type ServerReply } from './dendriteReplies.ts';

const recordingUrl = new URL('../../../shared/golden/dendrite-9.12.2.json', import.meta.url);
const present = existsSync(recordingUrl);

const outcomeSchema = z.object({
  case: z.string(),
  prediction: z.union([z.number(), z.literal('NaN').transform(() => Number.NaN)]),
  dendrite_status: z.number().nullable(),
  dendrite_message: z.string().nullable(),
  axon_status: z.number().nullable().optional(),
  axon_message: z.string().nullable().optional(),
  process_time_set: z.boolean().optional(),
  image_unchanged: z.boolean().optional(),
  name: z.string().optional(),
  timeout: z.number().optional(),
  testnet_label: z.number().optional(),
  axon_hotkey: z.string().nullable().optional(),
  is_success: z.boolean().optional(),
});
const recordingSchema = z.object({
  keys: z.object({ validator_hotkey: z.string(), miner_hotkey: z.string() }),
  requests: z.array(
    z.object({
      request_line: z.string(),
      headers_in_order: z.array(z.tuple([z.string(), z.string()])),
      body_text: z.string(),
    }),
  ),
  responses: z.array(outcomeSchema),
});
const recording = present
  ? recordingSchema.parse(JSON.parse(readFileSync(recordingUrl, 'utf8')))
  : { keys: { validator_hotkey: '', miner_hotkey: '' }, requests: [], responses: [] };

const [recorded] = recording.requests;
const image = /"image": "([^"]*)"/.exec(recorded?.body_text ?? '')?.[1] ?? '';
const values = { testnet_label: -1n, image, prediction: -1 };

/** A server that reads one request, remembers its bytes, and sends exactly what it is told. */
const createReplyServer = () => {
  let next: (body: string) => ServerReply = () => ({});
  let received = '';
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (body.length !== length) return;
      received = text;
      text = '';
      const reply = next(body);
      if (reply.bytes) socket.write(reply.bytes);
      if (reply.close) socket.end();
    });
  });
  return {
    server,
    answer: (reply: typeof next) => {
      next = reply;
    },
    received: () => received,
    connections: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
};

// What went wrong in Python's words cannot be ours; up to the colon both say the same.
const kind = (message: string | null): string | null => message?.replace(/(:| at) .*$/s, '') ?? null;

describe.skipIf(!present)('the recorded calls of the official dendrite (skipped without ../shared)', () => {
  const replies = createReplyServer();
  const keypair = keypairFromUri('//Validator');
  const dendrite = createDendrite({ keypair, externalIp: '203.0.113.9' });
  let port = 0;
  let deadPort = 0;

  beforeAll(async () => {
    const dead = createServer();
    deadPort = await listenOnLoopback(dead);
    await new Promise((resolve) => dead.close(resolve));
    port = await listenOnLoopback(replies.server);
  });
  afterAll(() => {
    dendrite.close();
    replies.close();
  });

  it('has all 38 outcomes, and a reply for each', () => {
    expect(recording.responses).toHaveLength(38);
    const rebuilt = [...Object.keys(dendriteReplies('', 1)), 'connect_refused'];
    expect(recording.responses.map((outcome) => outcome.case).toSorted()).toEqual(rebuilt.toSorted());
  });

  it.each(recording.responses.map((outcome) => [outcome.case, outcome] as const))(
    '%s',
    async (name, outcome) => {
      replies.answer((body) => dendriteReplies(body, deadPort)[name] ?? {});
      const hotkey = recording.keys.miner_hotkey;
      const target = { ip: '127.0.0.1', port: name === 'connect_refused' ? deadPort : port, hotkey };
      const timeout = name === 'timeout' ? 1 : 9;
      const reply = await dendrite.call(target, { synapse: imageSynapse, values, timeout });

      expect(reply.values.prediction).toBe(outcome.prediction);
      const status = reply.dendrite.statusCode;
      expect(status === null ? null : Number(status)).toBe(outcome.dendrite_status);
      expect(kind(reply.dendrite.statusMessage)).toBe(kind(outcome.dendrite_message));
      if (name === 'connect_refused') return;
      expect({
        axon_status: reply.axon.statusCode === null ? null : Number(reply.axon.statusCode),
        axon_message: reply.axon.statusMessage,
        process_time_set: reply.dendrite.processTime !== null,
        image_unchanged: reply.values.image === image,
        name: reply.name,
        timeout: reply.timeout,
        testnet_label: Number(reply.values.testnet_label),
        axon_hotkey: reply.axon.hotkey,
        is_success: reply.isSuccess,
      }).toEqual({
        axon_status: outcome.axon_status,
        axon_message: outcome.axon_message,
        process_time_set: outcome.process_time_set,
        image_unchanged: outcome.image_unchanged,
        name: outcome.name,
        timeout: outcome.timeout,
        testnet_label: outcome.testnet_label,
        axon_hotkey: outcome.axon_hotkey,
        is_success: outcome.is_success,
      });
    },
  );

  it('sends the recorded request: line, headers in order and case, body to the byte', async () => {
    replies.answer(() => dendriteReplies('', deadPort).ok_minimal_json_no_bt_headers ?? {});
    const hotkey = recording.keys.miner_hotkey;
    await dendrite.call({ ip: '127.0.0.1', port, hotkey }, { synapse: imageSynapse, values, timeout: 9 });
    const [head = '', body = ''] = replies.received().split('\r\n\r\n');
    const [line, ...headers] = head.split('\r\n');
    const expected = recorded?.headers_in_order ?? [];
    expect(line).toBe(recorded?.request_line);
    const names = headers.map((header) => header.slice(0, header.indexOf(':')));
    expect(names).toEqual(expected.map(([name]) => name));

    // Values that differ from call to call keep their form; all others are equal.
    const form = (name: string, value: string): string => {
      if (/nonce/.test(name)) return value.replace(/^\d{19}$/, 'nanoseconds');
      if (/signature/.test(name)) return value.replace(/^0x[\da-f]{128}$/, 'signature');
      if (/uuid/.test(name))
        return value.replace(/^[\da-f]{8}-[\da-f]{4}-1[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/, 'uuid1');
      if (/dendrite_hotkey/.test(name)) return value.replace(/^5[\w]{47}$/, 'address');
      if (/Host|_port/.test(name)) return value.replace(/\d+$/, 'port');
      if (/total_size|Content-Length/.test(name)) return value.replace(/^\d+$/, 'integer');
      return name === 'User-Agent' ? 'any' : value;
    };
    const ours = headers.map((header) => {
      const colon = header.indexOf(': ');
      return [header.slice(0, colon), form(header.slice(0, colon), header.slice(colon + 2))];
    });
    expect(ours).toEqual(expected.map(([name, value]) => [name, form(name, value)]));

    const plain = (text: string): string =>
      text
        .replace(/"nonce": \d{19}/, '"nonce": N')
        .replace(/"signature": "0x[\da-f]{128}"/, '"signature": S')
        .replace(/"uuid": "[\da-f-]{36}"/, '"uuid": U')
        .replace(/"hotkey": "5\w{47}"/, '"hotkey": H')
        .replace(/"port": \d+/, '"port": P')
        .replace(/"total_size": \d+/, '"total_size": T');
    expect(plain(body)).toBe(plain(recorded?.body_text ?? ''));
  });

  it('writes the same body to the byte when it is given the same values', () => {
    const text = (name: string): string =>
      new RegExp(`"${name}": "?([^",}]+)`).exec(recorded?.body_text ?? '')?.[1] ?? '';
    const header = (name: string): string =>
      recorded?.headers_in_order.find(([key]) => key === name)?.[1] ?? '';
    const signature = header('bt_header_dendrite_signature');
    const { body } = signRequest(
      {
        keypair: {
          ...keypair,
          address: recording.keys.validator_hotkey,
          sign: () => Buffer.from(signature.slice(2), 'hex'),
        },
        uuid: text('uuid'),
        externalIp: '203.0.113.9',
        version: 9_012_002,
      },
      { ip: '127.0.0.1', port: Number(header('bt_header_axon_port')), hotkey: recording.keys.miner_hotkey },
      { synapse: imageSynapse, values, timeout: 9, nonce: BigInt(text('nonce')) },
    );
    const sizes = (json: string): string => json.replace(/"total_size": \d+/, '');
    expect(sizes(body)).toBe(sizes(recorded?.body_text ?? ''));
  });

  it('reuses its connection, as recorded', async () => {
    const fresh = createDendrite({ keypair });
    const hotkey = recording.keys.miner_hotkey;
    const before = replies.connections();
    replies.answer(() => dendriteReplies('', deadPort).ok_minimal_json_no_bt_headers ?? {});
    for (let call = 0; call < 2; call += 1) {
      await fresh.call({ ip: '127.0.0.1', port, hotkey }, { synapse: imageSynapse, values });
    }
    expect(replies.connections() - before).toBe(1);
    fresh.close();
  });
});
