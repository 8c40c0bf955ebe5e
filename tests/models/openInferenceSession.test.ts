import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelSession } from '../../src/models/runtimes/ModelSession.ts';
import { openOnnxSession } from '../../src/models/runtimes/onnx/openOnnxSession.ts';
import { openOpenInferenceSession } from '../../src/models/runtimes/open-inference/openOpenInferenceSession.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { makeConformanceModel } from './conformance/makeConformanceModel.ts';
import { describeModelSession } from './conformance/modelSessionConformance.ts';
import {
  type FakeInferenceServer,
  startFakeInferenceServer,
} from './conformance/startFakeInferenceServer.ts';

const folder = mkdtempSync(join(tmpdir(), 'roadcrew-open-inference-'));
const token = 'letmein-0123456789';
let local: ModelSession;
let localWithoutHalf: ModelSession;
let binary: FakeInferenceServer;
let json: FakeInferenceServer;
let jsonWithHalf: FakeInferenceServer;

beforeAll(async () => {
  const openLocal = (half: boolean) => {
    const path = join(folder, `${half}.onnx`);
    writeFileSync(path, makeConformanceModel(half).bytes);
    return openOnnxSession({ path, providers: ['cpu'], threads: 1 });
  };
  local = await openLocal(true);
  localWithoutHalf = await openLocal(false);
  binary = await startFakeInferenceServer(local, { binary: true, token });
  json = await startFakeInferenceServer(localWithoutHalf, { binary: false, prefix: '/some/where' });
  jsonWithHalf = await startFakeInferenceServer(local, { binary: false });
});
afterAll(async () => {
  await Promise.all([binary, json, jsonWithHalf].map((server) => server?.stop()));
  await Promise.all([local, localWithoutHalf].map((session) => session?.close()));
  rmSync(folder, { recursive: true });
});

const common = { model: 'model', clock: systemClock, timeoutMs: 10_000 };
const openBinary = () => openOpenInferenceSession({ ...common, url: `${binary.url}/`, token, version: '1' });
const openJson = () => openOpenInferenceSession({ ...common, url: json.url });

describeModelSession('Open Inference, binary, against a fake server in this process', openBinary);
describeModelSession('Open Inference, JSON, against a fake server in this process', openJson, {
  half: false,
});

describe('openOpenInferenceSession, against a fake server in this process', () => {
  it('asks by the paths of the protocol, with the version where one is wanted', async () => {
    const before = binary.seen.length;
    await (await openBinary()).close();
    expect(binary.seen.slice(before)).toEqual([
      'GET /v2',
      'GET /v2/health/ready',
      'GET /v2/models/model/versions/1',
      'GET /v2/models/model/versions/1/ready',
    ]);
    await (await openJson()).close();
    expect(json.seen.at(-1)).toBe('GET /some/where/v2/models/model/ready');
  });

  it('keeps its connection from run to run', async () => {
    const session = await openJson();
    const feeds = {
      values: { type: 'float32', dims: [1, 3], data: new Float32Array(3) },
      bytes: { type: 'uint8', dims: [1, 2], data: new Uint8Array(2) },
      ids: { type: 'int64', dims: [1, 1], data: new BigInt64Array(1) },
    } as const;
    await session.run(feeds);
    const before = json.connections();
    for (let round = 0; round < 5; round += 1) await session.run(feeds);
    expect(json.connections()).toBe(before);
    // NaN has no form in JSON, and null would be something else.
    const values = { ...feeds.values, data: Float32Array.of(1, Number.NaN, 2) };
    await expect(session.run({ ...feeds, values })).rejects.toMatchObject({
      code: 'RC_OPEN_INFERENCE_BINARY_REQUIRED',
      message: expect.stringContaining('"values"'),
    });
  });

  it('does not open a model of half precision on a server that knows JSON alone', async () => {
    await expect(openOpenInferenceSession({ ...common, url: jsonWithHalf.url })).rejects.toMatchObject({
      code: 'RC_OPEN_INFERENCE_BINARY_REQUIRED',
      message: expect.stringContaining('"halves"'),
    });
  });

  it('passes on why a server refuses, without the token that it may repeat', async () => {
    const wrong = openOpenInferenceSession({ ...common, url: binary.url, token: 'guess-987654321' });
    const error: unknown = await wrong.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'RC_OPEN_INFERENCE_REFUSED',
      details: { status: 401, path: '/v2', reason: 'unauthorised: Bearer [token]' },
    });
    const { message, stack } = error as Error;
    expect(`${message}${stack}${JSON.stringify(error)}`).not.toContain('guess-987654321');
    await expect(
      openOpenInferenceSession({ ...common, url: jsonWithHalf.url, model: 'a b/c?d' }),
    ).rejects.toMatchObject({
      code: 'RC_OPEN_INFERENCE_REFUSED',
      details: { status: 404, reason: 'Request for unknown model: /v2/models/a%20b%2Fc%3Fd' },
    });
  });
});
