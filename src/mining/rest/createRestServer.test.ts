import { connect, type Socket } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  hashedRestToken,
  restEvidence,
  restToken,
  startTestRest,
  type TestRest,
} from '../../../tests/mining/startTestRest.ts';
import { colourImage } from '../../../tests/models/colourImage.ts';
import { until } from '../../../tests/models/startTestPool.ts';
import type { NoEvidenceReason, StageResult } from '../../contracts/StageResult.ts';
import { contentHash } from '../../imaging/hashes/contentHash.ts';
import { createOpenApi } from './createOpenApi.ts';
import { healthSchema, predictionSchema, problemSchema } from './schemas.ts';

let test: TestRest;
let png: Uint8Array;
beforeAll(async () => {
  png = await colourImage(90, 100, 110);
});
beforeEach(async () => {
  test = await startTestRest({
    ...{ concurrency: 2, timeoutMs: 5_000, timeoutCapMs: 9_000 },
    limits: { bodyBytes: 3_000_000, headersSeconds: 1, requestSeconds: 1 },
  });
});
afterEach(() => test.server.close());

const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return `${problem.status} ${problem.code.replace('RC_REST_', '')}`;
};
const none = (reason: NoEvidenceReason, code?: string): StageResult => ({
  ...{ stage: 'classifier', outcome: 'none', reason, timings: {} },
  ...(code && { error: { code, message: `The sentence of ${code}.` } }),
});
/** Speaks raw HTTP. @returns all that came until the other side closed */
const speak = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket: Socket = connect(test.port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (piece: string) => {
      answer += piece;
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
  });

interface Document {
  readonly paths: Readonly<Record<string, { readonly post: { readonly responses: object } }>>;
  readonly components: { readonly schemas: object };
}

describe('POST /v1/predictions', () => {
  it('answers an image that is sent as it is, and records it', async () => {
    const response = await test.post(png);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('ratelimit')).toBe('"token";r=7');
    expect(response.headers.get('ratelimit-policy')).toBe('"token";q=20;w=10');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const answer = predictionSchema.parse(await response.json());
    expect(answer).toMatchObject({
      ...{ probability: 0.75, roadwork: true, basis: 'evidence', release: 'fake-1' },
      image: { sha256: contentHash(png), bytes: png.length, width: 48, perceptualHash: '00ff00ff00ff00ff' },
      stages: [{ stage: 'classifier', outcome: 'evidence', probability: 0.75, timings: { decode: 3 } }],
    });
    await until('it is recorded', () => test.records.length === 1);
    const [{ record, image } = { record: undefined, image: undefined }] = test.records;
    expect(record).toMatchObject({
      ...{ id: answer.id, lane: 'rest', caller: 'ada', uuid: null, outcome: 'answered', probability: 0.75 },
      ...{ path: 'classifier', release: 'fake-1', imageHash: contentHash(png), imageBytes: png.length },
      ...{ perceptualHash: '00ff00ff00ff00ff', error: null },
    });
    expect(record?.deadlineLeftMs).toBeGreaterThan(0);
    expect(record?.deadlineLeftMs).toBeLessThanOrEqual(5_000);
    expect(Buffer.compare(image ?? new Uint8Array(), png)).toBe(0);
    expect(test.asked).toEqual([contentHash(Buffer.from(restToken))]);
    expect(await test.metrics()).toMatch(
      /^roadcrew_rest_requests_total\{route="predictions",outcome="answered"\} 1$/m,
    );
  });

  it('takes JSON with base64, and a token of which it has the hash alone', async () => {
    test.stage = async () => restEvidence(0.2);
    for (const prefix of ['', 'data:image/png;base64,']) {
      const response = await test.post(
        JSON.stringify({ image: prefix + Buffer.from(png).toString('base64') }),
        { 'content-type': 'application/json; charset=utf-8', authorization: `bearer  ${hashedRestToken}` },
      );
      expect(await response.json()).toMatchObject({ probability: 0.2, roadwork: false });
    }
    await until('both are recorded', () => test.records.length === 2);
    expect(test.records.map(({ record }) => record.caller)).toEqual(['bob', 'bob']);
    expect(test.seen.every(({ image }) => Buffer.compare(image, png) === 0)).toBe(true);
  });

  it('lets nobody in without a known token, and says how to get in', async () => {
    const wrong = [
      `Bearer ${restToken}x`,
      restToken,
      `Basic ${restToken}`,
      'Bearer',
      `Bearer ${'a b'.repeat(20)}`,
    ];
    for (const authorization of wrong) {
      const response = await test.post(png, { authorization });
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
      expect(await problemOf(response)).toBe('401 TOKEN_INVALID');
    }
    const missing = await fetch(`${test.url}/v1/predictions`, { method: 'POST', body: 'x' });
    expect(missing.headers.get('www-authenticate')).toBe('Bearer realm="roadcrew"');
    expect(await problemOf(missing)).toBe('401 TOKEN_MISSING');
    expect([test.asked, test.records, test.seen]).toEqual([[], [], []]);
  });

  it('holds callers to their allowance, and says when there is more', async () => {
    test.rate = { allowed: false, remaining: 0, retryAfterMs: 1_200 };
    const response = await test.post(png);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(response.headers.get('ratelimit')).toBe('"token";r=0;t=2');
    expect(await problemOf(response)).toBe('429 LIMITED');
    expect(test.seen).toEqual([]);
  });

  it('says 503 while no model was ever loaded, and waits for one that comes back', async () => {
    test.model = 'never';
    const response = await test.post(png);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(response)).toBe('503 NOT_READY');
    test.model = 'loading';
    expect((await test.post(png)).status).toBe(200);
  });

  it('says why there is no evidence, and never guesses', async () => {
    const cases: [StageResult, string, outcome: string, error: string][] = [
      [none('undecodable', 'RC_IMAGING_CORRUPT'), '422 IMAGE_UNDECODABLE', 'failed', 'RC_IMAGING_CORRUPT'],
      [none('late'), '504 LATE', 'late', 'RC_REST_LATE'],
      [none('overloaded'), '503 BUSY', 'failed', 'RC_REST_BUSY'],
      [none('failed', 'RC_WORKERS_NONE_READY'), '503 NO_EVIDENCE', 'failed', 'RC_REST_NO_EVIDENCE'],
    ];
    for (const [result, problem, outcome, error] of cases) {
      test.stage = async () => result;
      expect(await problemOf(await test.post(png))).toBe(problem);
      await until('it is recorded', () => test.records.length === 1);
      const [taken] = test.records.splice(0);
      expect(taken?.record).toMatchObject({ outcome, error, probability: null, path: 'classifier' });
    }
    test.stage = () => Promise.reject(new Error('a secret path'));
    expect(await problemOf(await test.post(png))).toBe('503 NO_EVIDENCE');
  });

  it('answers late at the deadline, which the caller may choose', async () => {
    test.stage = () => new Promise(() => {});
    expect(await problemOf(await test.post(png, {}, '?timeoutMs=100'))).toBe('504 LATE');
    expect(test.seen[0]?.signal?.aborted).toBe(true);
    test.stage = async () => restEvidence(0.75);
    const waited = await test.post(png, { prefer: 'respond-async, wait=7' });
    expect(waited.headers.get('preference-applied')).toBe('wait=7');
    const capped = await test.post(png, { prefer: 'wait=70' });
    expect([capped.status, capped.headers.get('preference-applied')]).toEqual([200, null]);
    await until('all are recorded', () => test.records.length === 3);
    const left = test.records.map(({ record }) => record.deadlineLeftMs);
    expect(left[0]).toBeLessThanOrEqual(0);
    expect(left[1]).toBeGreaterThan(5_000);
    expect(left[2]).toBeGreaterThan(7_000);
    for (const query of [
      '?timeoutMs=99',
      '?timeoutMs=9001',
      '?timeoutMs=x',
      '?timeoutMs=200&timeoutMs=200',
      '?timeout=5',
    ]) {
      expect(await problemOf(await test.post(png, {}, query))).toBe('400 TIMEOUT_INVALID');
    }
  });

  it('refuses bodies that are of another type, too large, or not what they say', async () => {
    const json = { 'content-type': 'application/json' };
    const cases: [Uint8Array | string, Record<string, string>, string][] = [
      ['x', { 'content-type': 'text/plain' }, '415 TYPE_UNSUPPORTED'],
      ['x', { 'content-type': 'application/json; charset=latin1' }, '415 TYPE_UNSUPPORTED'],
      [png, { 'content-encoding': 'gzip' }, '415 TYPE_UNSUPPORTED'],
      [new Uint8Array(3_000_001), {}, '413 BODY_TOO_LARGE'],
      ['', {}, '400 BODY_MALFORMED'],
      ['{"image": ', json, '400 BODY_MALFORMED'],
      [Uint8Array.of(0x22, 0xff, 0x22), json, '400 BODY_MALFORMED'],
      ['{"image": 5}', json, '422 BODY_INVALID'],
      ['{"image": ""}', json, '422 BODY_INVALID'],
      ['{"image": "AA==", "testnet_label": 1}', json, '422 BODY_INVALID'],
      ['{"image": "not base64"}', json, '422 BODY_INVALID'],
      ['[]', json, '422 BODY_INVALID'],
    ];
    for (const [body, headers, expected] of cases) {
      const response = await test.post(body, headers);
      expect(await problemOf(response)).toBe(expected);
      if (response.status === 415) expect(response.headers.get('accept-post')).toContain('image/webp');
    }
    expect(test.seen).toEqual([]);
  });

  it('refuses an endless body that did not say how long it is, and the caller gets to read it', async () => {
    const chunk = new Uint8Array(65_536);
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(chunk);
        if (sent > 60) controller.close();
      },
    });
    const response = await fetch(`${test.url}/v1/predictions`, {
      ...{ method: 'POST', body: stream, duplex: 'half' },
      headers: { authorization: `Bearer ${restToken}`, 'content-type': 'image/jpeg' },
    } as RequestInit);
    expect(await problemOf(response)).toBe('413 BODY_TOO_LARGE');
  });

  it('looks at no more images at once than it may', async () => {
    const answers: (() => void)[] = [];
    test.stage = () => new Promise((resolve) => answers.push(() => resolve(restEvidence(0.75))));
    const running = [test.post(png), test.post(png)];
    await until('both are looked at', () => test.seen.length === 2);
    const refused = await test.post(png);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await problemOf(refused)).toBe('503 BUSY');
    expect(await test.metrics()).toMatch(/^roadcrew_rest_in_flight 2$/m);
    for (const answer of answers) answer();
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200]);
    expect(await test.metrics()).toMatch(/^roadcrew_rest_in_flight 0$/m);
  });

  it('gives up the work of a caller who hangs up, and records that', async () => {
    test.stage = () => new Promise(() => {});
    const controller = new AbortController();
    const asking = fetch(`${test.url}/v1/predictions`, {
      ...{ method: 'POST', body: Uint8Array.from(png), signal: controller.signal },
      headers: { authorization: `Bearer ${restToken}`, 'content-type': 'image/png' },
    });
    await until('it is looked at', () => test.seen.length === 1);
    controller.abort();
    await expect(asking).rejects.toThrow();
    await until('it is recorded', () => test.records.length === 1);
    expect(test.seen[0]?.signal?.aborted).toBe(true);
    expect(test.records[0]?.record).toMatchObject({ outcome: 'abandoned', probability: null });
  });

  it('tells a caller to send the body only when it will be read', async () => {
    const ask = (token: string) =>
      `POST /v1/predictions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n` +
      'Content-Type: image/png\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n';
    expect(await speak(ask('wrong'))).toMatch(/^HTTP\/1\.1 401 /);
    expect(await speak(`${ask(restToken)}abcd`)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });
});

describe('the other routes', () => {
  it('tells by health whether a prediction can be had', async () => {
    const ask = async () => {
      const response = await fetch(`${test.url}/v1/health`);
      return [response.status, healthSchema.parse(await response.json())];
    };
    expect(await ask()).toEqual([200, { status: 'ok', model: 'ready' }]);
    test.model = 'loading';
    expect(await ask()).toEqual([503, { status: 'unavailable', model: 'loading' }]);
    expect((await fetch(`${test.url}/v1/health`, { method: 'HEAD' })).status).toBe(503);
  });

  it('serves its description, which names every status that it answers', async () => {
    const response = await fetch(`${test.url}/openapi.json`);
    const document = (await response.json()) as Document;
    expect(document).toEqual(JSON.parse(JSON.stringify(createOpenApi({ timeoutCapMs: 9_000 }))));
    expect(Object.keys(document.paths['/v1/predictions']?.post.responses ?? {})).toEqual([
      ...['200', '400', '401', '405', '408', '413', '415', '422', '429', '431', '500', '503', '504'],
    ]);
    // Every reference leads somewhere.
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
  });

  it('knows nothing else', async () => {
    for (const path of [
      '/',
      '/v1/predictions/',
      '/V1/health',
      '/openapi.json/../v1/health/x',
      '/constructor',
    ]) {
      expect(await problemOf(await fetch(test.url + path))).toBe('404 ROUTE_UNKNOWN');
    }
    for (const [method, path, allow] of [
      ['GET', '/v1/predictions', 'POST'],
      ['OPTIONS', '/v1/predictions', 'POST'],
      ['POST', '/v1/health', 'GET, HEAD'],
      ['DELETE', '/openapi.json', 'GET, HEAD'],
    ] as const) {
      const response = await fetch(test.url + path, { method });
      expect(response.headers.get('allow')).toBe(allow);
      expect(await problemOf(response)).toBe('405 METHOD_NOT_ALLOWED');
    }
  });

  it('answers what is no HTTP, too large or too slow with a problem, too', async () => {
    expect(await speak('\x16\x03\x01\x02\x00')).toMatch(/^HTTP\/1\.1 400 .*RC_REST_REQUEST_MALFORMED/s);
    expect(await speak(`GET /v1/health HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 .*RC_REST_HEADERS_TOO_LARGE/s,
    );
    expect(await speak('GET /v1/health HTTP/1.1\r\nHost: x\r\n')).toMatch(
      /^HTTP\/1\.1 408 .*RC_REST_REQUEST_TIMEOUT/s,
    );
  });

  it('says no token anywhere', async () => {
    await test.post(png);
    await test.post('{"image": 5}', { 'content-type': 'application/json' });
    const wrong = await test.post(png, { authorization: `Bearer ${hashedRestToken.toUpperCase()}` });
    const output = [
      JSON.stringify(test.records),
      ...test.logged,
      await test.metrics(),
      await wrong.text(),
    ].join();
    for (const token of [restToken, hashedRestToken, hashedRestToken.toUpperCase()]) {
      expect(output).not.toContain(token);
    }
  });
});

describe('the server', () => {
  it('drains: what runs is answered, and its connection then closed', async () => {
    let answer = (): void => {};
    test.stage = () => new Promise((resolve) => (answer = () => resolve(restEvidence(0.75))));
    const running = test.post(png);
    await until('it is looked at', () => test.seen.length === 1);
    const drained = test.server.drain(10);
    answer();
    const response = await running;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await drained;
    await expect(fetch(`${test.url}/v1/health`)).rejects.toThrow();
  });

  it('says why it cannot listen', async () => {
    await expect(startTestRest({ port: test.port })).rejects.toMatchObject({
      ...{ code: 'RC_REST_LISTEN_FAILED', message: expect.stringContaining(String(test.port)) },
    });
  });
});
