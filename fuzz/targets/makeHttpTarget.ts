import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Axon, createAxon } from '../../src/bittensor/axon/createAxon.ts';
import { route } from '../../src/bittensor/axon/route.ts';
import { defineSynapse } from '../../src/bittensor/synapse/defineSynapse.ts';
import { field } from '../../src/bittensor/synapse/field.ts';
import { createManualClock } from '../../src/support/clock/createManualClock.ts';
import type { Random } from '../harness/createRandom.ts';
import { createRandom } from '../harness/createRandom.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { type ClaimedIdentity, isProven } from './isProven.ts';
import { cast, fuzzTimeNs, signedHeaders } from './signedHeaders.ts';

const statuses = new Set([200, 400, 401, 403, 404, 405, 408, 413, 422, 429, 431, 503]);
const synapse = defineSynapse('Example', { image: field.text(''), prediction: field.float(-1) });
const callers = new Set([...cast.validators, cast.newcomer].map(({ address }) => address));

const requestText = (random: Random, extra: readonly string[] = [], body?: string): string => {
  const content =
    body ?? JSON.stringify({ image: text.toHex(random.bytes(random.below(60))), prediction: -1 });
  const chunked = random.chance(0.2);
  const cut = random.below(content.length + 1);
  const pieces = [content.slice(0, cut), content.slice(cut)].filter((piece) => piece !== '');
  const framed = chunked
    ? `${pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('')}0\r\n\r\n`
    : content;
  const lines = [
    'POST /Example HTTP/1.1',
    'Host: 127.0.0.1:8091',
    ...signedHeaders(random).map(([name, value]) => `${name}: ${value}`),
    'Accept: */*',
    chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${content.length}`,
    'Content-Type: application/json',
    'Connection: close',
    ...extra,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${framed}`;
};

const changes: readonly ((random: Random, request: string) => string)[] = [
  (_, request) => request.replace('Connection: close\r\n', ''),
  (random, request) => request.replace('Connection: close', `Content-Length: ${random.below(200)}`),
  (_, request) => request.replace('Connection: close', 'Transfer-Encoding: chunked'),
  (_, request) => request.replace('Connection: close', 'Transfer-Encoding: identity, chunked'),
  (_, request) => request.replace('Connection: close', 'Expect: 100-continue'),
  (_, request) => request.replace('Connection: close', 'Expect: magic'),
  (_, request) => request.replace('Connection: close', 'Connection: Upgrade\r\nUpgrade: websocket'),
  (_, request) => request.replace('Connection: close', 'Content-Encoding: gzip'),
  (_, request) => request.replace('HTTP/1.1', 'HTTP/1.0'),
  (random, request) =>
    request.replace('POST', random.pick(['GET', 'PUT', 'HEAD', 'OPTIONS', 'CONNECT', 'post', 'PRI'])),
  (random, request) =>
    request.replace(
      '/Example',
      random.pick([
        '/',
        '*',
        '/example',
        '/Example/',
        '/Example?x',
        '//Example',
        'http://a/Example',
        '/__proto__',
        '/constructor',
        `/${'a'.repeat(20_000)}`,
      ]),
    ),
  (random, request) =>
    request.replace(
      'Host:',
      `${`X-${random.below(99)}: 1\r\n`.repeat(random.pick([10, 60, 100, 2000]))}Host:`,
    ),
  (_, request) => request.replace('Host:', `X-Long: ${'a'.repeat(20_000)}\r\nHost:`),
  (random, request) =>
    request.replace(
      'Host:',
      `X-Forwarded-For: ${random.pick(['1.2.3.4', 'fe80::1%eth0', 'x', ','])}\r\nHost:`,
    ),
  (random, request) =>
    request.replace(
      /\r\n\r\n([\s\S]*)$/,
      `\r\n\r\n${random.pick(['ffffffffffffffff', '-1', '0x5', '5;a=b', 'Z', ''])}\r\n$1`,
    ),
  (_, request) => request.replaceAll('\r\n', '\n'),
  (random, request) => request + requestText(random),
  (random, request) => request.slice(0, random.below(request.length)),
];

/** Whether a request seems whole, so that an answer will come; otherwise waiting for one is a waste of time. */
const seemsWhole = (request: string): boolean => {
  const [head = '', ...rest] = request.split('\r\n\r\n');
  const length = /^content-length: (\d+)\r?$/im.exec(head)?.[1];
  return length === undefined
    ? request.endsWith('0\r\n\r\n')
    : rest.join('\r\n\r\n').length === Number(length);
};

/** Sends bytes and returns everything that comes back until the server closes. */
const exchange = (port: number, input: Uint8Array): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(input));
    // Half-closing makes the server give up what is incomplete; only a server that holds on runs into the second limit.
    let quiet = setTimeout(() => socket.end(), seemsWhole(text.decodeLatin1(input)) ? 1500 : 20);
    const stuck = setTimeout(() => socket.destroy(), 10_000);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      // More may follow, to a pipelined request; a kept-alive connection is not worth waiting for.
      clearTimeout(quiet);
      quiet = setTimeout(() => socket.end(), 20);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(quiet);
      clearTimeout(stuck);
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });

/** The statuses of the answers in a byte stream. @throws WrongVerdict when they are not well-formed */
const readStatuses = (stream: string): number[] => {
  const found: number[] = [];
  let rest = stream;
  while (rest !== '') {
    const head = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[^\r\n:]+: [^\r\n]*\r\n)*)\r\n/.exec(rest);
    expectOracle(head !== null, `the answer is no HTTP: ${rest.slice(0, 60)}`);
    const [whole, status = '', headers = ''] = head;
    found.push(Number(status));
    const length = Number(/^content-length: (\d+)\r$/im.exec(headers)?.[1] ?? 0);
    const after = rest.slice(whole.length);
    // The answer to HEAD states the length of a body that it does not have.
    const bodiless = after.startsWith('HTTP/1.1 ');
    const chunked = /^transfer-encoding: chunked\r$/im.test(headers) && after.startsWith('0\r\n\r\n');
    const body = bodiless ? '' : chunked ? '0\r\n\r\n' : after.slice(0, length);
    expectOracle(chunked || body.length === length || body === '', 'the answer is shorter than it says');
    rest = rest.slice(whole.length + body.length);
  }
  return found;
};

/**
 * A listening axon under raw bytes: request lines, chunk sizes, header floods, pipelines and (proxied) PROXY preambles.
 * It must answer in well-formed HTTP with a status that it declares, call the handler only for a proven caller and
 * once a nonce, never fail inside, and serve a good request afterwards.
 */
export function makeHttpTarget(name: string, options: { proxied: boolean }): Target {
  const calls: ClaimedIdentity[] = [];
  const failures: unknown[] = [];
  const seen = new Set<string>();
  let axon: Axon | undefined;
  let port = 0;
  let runs = 0;
  const goodRandom = createRandom(`${name} ${crypto.randomUUID()}`);
  const preamble = (random: Random): string =>
    options.proxied
      ? `PROXY TCP4 203.0.113.${random.below(255)} 127.0.0.1 ${1024 + random.below(60_000)} 8091\r\n`
      : '';

  const start = async (): Promise<void> => {
    axon = createAxon({
      hotkey: cast.miner.address,
      routes: [
        route(synapse, (_values, call) => {
          calls.push({ hotkey: call.hotkey, uuid: call.uuid, nonce: call.nonce });
          return { prediction: 0.5 };
        }),
      ],
      policy: {
        permit: (hotkey) => (callers.has(hotkey) ? 'yes' : 'no'),
      },
      config: {
        host: '127.0.0.1',
        port: 0,
        proxyProtocol: options.proxied,
        trustedProxies: ['127.0.0.1'],
        limits: { noncesPerHotkey: 1_000_000, verificationsPerSecond: 1_000_000, connections: 4096 },
      },
      clock: createManualClock(fuzzTimeNs),
      observe: ({ outcome, cause }) => {
        if (outcome === 'RC_AXON_FORWARD_FAILED') failures.push(cause);
      },
    });
    ({ port } = await axon.listen());
  };

  const isServing = async (): Promise<boolean> => {
    const good = text.encodeLatin1(preamble(goodRandom) + requestText(goodRandom));
    return readStatuses(await exchange(port, good)).join() === '200';
  };

  return {
    name,
    oracle: `raw bytes to a listening axon${options.proxied ? ' behind the PROXY protocol' : ''}: proven callers only, declared statuses, serves on`,
    share: 0.02,
    freshShare: 0.7,
    maxLength: 65_536,
    dictionary: [
      ...[
        '\r\n',
        '\r\n\r\n',
        'HTTP/1.1',
        'POST ',
        'Content-Length: ',
        'Transfer-Encoding: chunked',
        '0\r\n\r\n',
        'ffffffff\r\n',
      ],
      ...[
        'Host:',
        '\0',
        'PROXY TCP4 ',
        'PROXY UNKNOWN\r\n',
        '\r\n \r\n',
        ': ',
        'Connection: keep-alive',
        'GET / HTTP/1.1\r\n\r\n',
      ],
    ],
    makeValid: (random) => text.encodeLatin1(preamble(random) + requestText(random)),
    mutate(random, input) {
      const original = text.decodeLatin1(input);
      return text.encodeLatin1(random.pick(changes)(random, original));
    },
    async run(input) {
      if (axon === undefined) await start();
      calls.length = 0;
      const stream = await exchange(port, input);
      const answered = readStatuses(stream);
      if (failures.length > 0) throw new Error('the axon failed inside', { cause: failures.splice(0)[0] });
      const odd = answered.find((status) => !statuses.has(status) && status !== 100);
      expectOracle(odd === undefined, `answered with the undeclared status ${odd}`);
      const signatures = text.decodeLatin1(input).match(/0x[0-9a-fA-F]{128}/g) ?? [];
      for (const call of calls) {
        const key = `${call.hotkey} ${call.uuid} ${call.nonce}`;
        expectOracle(callers.has(call.hotkey), 'the handler was called for a hotkey that may not call');
        expectOracle(!seen.has(key), 'the handler was called twice for one nonce');
        expectOracle(isProven(call, signatures), 'the handler was called without a valid signature');
        seen.add(key);
      }
      runs += 1;
      if (runs % 50 === 0) expectOracle(await isServing(), 'a good request is no longer answered');
      expectOracle(!answered.includes(200) || calls.length > 0, 'answered 200 without the handler');
      return calls.length > 0 ? 'accepted' : 'rejected';
    },
    async close() {
      // What hangs on after the last input would show here.
      await sleep(50);
      if (axon !== undefined)
        expectOracle(await isServing(), 'a good request is no longer answered at the end');
      await axon?.close(1);
    },
  };
}
