import { createServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createDendrite } from '../../src/bittensor/dendrite/createDendrite.ts';
import { defineSynapse } from '../../src/bittensor/synapse/defineSynapse.ts';
import { field } from '../../src/bittensor/synapse/field.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { cast } from './signedHeaders.ts';

const synapse = defineSynapse('Example', { prediction: field.float(-1) });
const limit = 1_000_000;
const timeout = 1.5;

let server: Server | undefined;
let port = 0;
/** What the hostile miner answers next. */
let answer: Uint8Array = new Uint8Array(0);

const start = async (): Promise<void> => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
};

const respond = (headers: readonly string[], body: Uint8Array): Uint8Array =>
  Buffer.concat([
    Buffer.from(['HTTP/1.1 200 OK', 'Content-Type: application/json', ...headers, '', ''].join('\r\n')),
    body,
  ]);

export const client: Target = {
  name: 'client',
  oracle:
    'raw bytes as the answer to a dendrite: the call always ends in time with a reply of the declared types',
  share: 0.1,
  maxLength: 65_536,
  dictionary: [
    ...[
      '\r\n',
      '\r\n\r\n',
      'HTTP/1.1 200 OK\r\n',
      'Content-Length: ',
      'Transfer-Encoding: chunked\r\n',
      '0\r\n\r\n',
    ],
    ...[
      'Content-Encoding: gzip\r\n',
      'Content-Encoding: br\r\n',
      'Content-Encoding: toString\r\n',
      'HTTP/1.1 100 Continue\r\n\r\n',
    ],
    ...[
      'Content-Encoding: __proto__\r\n',
      'Content-Encoding: constructor\r\n',
      'HTTP/1.1 307 T\r\nLocation: /x\r\n',
    ],
    ...[
      'Location: http://127.0.0.1:1/\r\n',
      'Location: //[::1]:1/\r\n',
      'bt_header_axon_status_code: 200\r\n',
      'ffffffff\r\n',
    ],
  ],
  makeValid(random) {
    const body = Buffer.from(`{"prediction":${random.below(1000) / 1000},"axon":{"status_code":200}}`);
    const framing = random.below(4);
    if (framing === 0) return respond([`Content-Length: ${body.length}`], body);
    if (framing === 1) return respond(['Connection: close'], body);
    if (framing === 2) {
      const chunks = Buffer.concat([
        Buffer.from(`${body.length.toString(16)}\r\n`),
        body,
        Buffer.from('\r\n0\r\n\r\n'),
      ]);
      return respond(['Transfer-Encoding: chunked'], chunks);
    }
    // Some of it a bomb: a megabyte of spaces in a thousand bytes.
    const inflated = random.chance(0.2) ? Buffer.concat([body, Buffer.alloc(limit - 1000, ' ')]) : body;
    const packed = gzipSync(inflated);
    return respond([`Content-Length: ${packed.length}`, 'Content-Encoding: gzip'], packed);
  },
  mutate(random, input) {
    // Another head over an intact body: one more or another header, another status.
    const answered = text.decodeLatin1(input);
    const lines = [
      ...[
        'Content-Encoding: gzip',
        'Content-Encoding: br',
        'Content-Encoding: deflate',
        'Content-Encoding: toString',
      ],
      ...[
        'Content-Encoding: constructor',
        'Content-Encoding: __proto__',
        'Transfer-Encoding: chunked',
        'Content-Length: 5',
      ],
      ...[
        'Location: /again',
        'Location: http://127.0.0.1:1/',
        'Content-Type: text/plain',
        'bt_header_axon_status_code: x',
      ],
      ...[
        'bt_header_axon_port: 99999999999999999999',
        'Connection: close',
        'Connection: upgrade\r\nUpgrade: x',
      ],
      ...[`X-Long: ${'a'.repeat(random.pick([100, 8000, 40_000]))}`, 'Trailer: x', 'Keep-Alive: timeout=0'],
    ];
    const status = random.chance(0.3)
      ? random.pick(['100', '101', '204', '304', '307', '308', '401', '500', '999', '0'])
      : '200';
    return text.encodeLatin1(answered.replace('200 OK\r\n', `${status} OK\r\n${random.pick(lines)}\r\n`));
  },
  async run(input) {
    if (server === undefined) await start();
    answer = input;
    // A new one for each input: a connection that the last answer broke must not spoil this one.
    const dendrite = createDendrite({ keypair: cast.miner, maximumReplyBytes: limit });
    const before = performance.now();
    const axon = { ip: '127.0.0.1', port, hotkey: cast.banned.address };
    const result = await dendrite.call(axon, { synapse, values: { prediction: -1 }, timeout });
    dendrite.close();
    const seconds = (performance.now() - before) / 1000;
    expectOracle(seconds < timeout + 2, 'the call took longer than its timeout');
    expectOracle(typeof result.values.prediction === 'number', 'the prediction is no number');
    expectOracle(result.isSuccess === (result.dendrite.statusCode === 200n), 'success without the code 200');
    // Parsers of HTTP overlook empty lines before the first one (RFC 9112 §2.2).
    const whole = /^[\r\n]*HTTP\/1\.[01] (?:200|1\d\d)/.test(text.decodeLatin1(input));
    expectOracle(!result.isSuccess || whole, 'success although no 200 was answered');
    return result.isSuccess ? 'accepted' : 'rejected';
  },
  async close() {
    server?.close();
  },
};
