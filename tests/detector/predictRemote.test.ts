import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelSession } from '../../src/models/runtimes/ModelSession.ts';
import { openOnnxSession } from '../../src/models/runtimes/onnx/openOnnxSession.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { colourImage } from '../models/colourImage.ts';
import {
  type FakeInferenceServer,
  startFakeInferenceServer,
} from '../models/conformance/startFakeInferenceServer.ts';
import { writeTestRelease } from '../models/writeTestRelease.ts';
import { runCommandLine } from '../support/runCommandLine.ts';

const token = 'let-me-in-0123456789';
let cwd = '';
let backbone: ModelSession;
let server: FakeInferenceServer;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'roadcrew-predict-remote-'));
  await writeTestRelease(join(cwd, 'whole'), { id: 'model' });
  await writeTestRelease(join(cwd, 'remote'), { id: 'model', remote: true });
  backbone = await openOnnxSession({
    ...{ path: join(cwd, 'whole/backbone.onnx'), providers: ['cpu'], threads: 1 },
  });
  server = await startFakeInferenceServer(backbone, { binary: true, token });
  await writeFile(join(cwd, 'photo.png'), await colourImage(0, 200, 0));
  await writeFile(
    join(cwd, 'roadcrew.yaml'),
    `inference:\n  server:\n    url: ${server.url}\n    model: model\n`,
  );
});
afterAll(async () => {
  await server.stop();
  await backbone.close();
  await rm(cwd, { recursive: true });
});

const env = { ROADCREW_INFERENCE__SERVER__TOKEN: token };
const run = async (args: string[], more: Record<string, string> = env) => {
  const outcome = await runCommandLine([...args, '--json'], { cwd, clock: systemClock, env: more });
  expect(outcome.stdout + outcome.stderr).not.toContain(token);
  return { status: outcome.status, json: JSON.parse(outcome.stdout) };
};

describe('roadcrew with a model server in its configuration', { timeout: 60_000 }, () => {
  it('predicts as with the same backbone here, and says where it ran', async () => {
    const { status, json } = await run(['predict', 'photo.png', '--release', 'remote', '--verbose']);
    expect(status).toBe(0);
    expect(json.providers).toEqual([{ provider: server.url, outcome: 'taken' }]);
    await writeFile(join(cwd, 'here.yaml'), 'detector:\n  release: whole\n');
    const here = await run(['predict', 'photo.png', '--config', 'here.yaml'], {});
    expect(here.json.providers).toEqual([{ provider: 'cpu', outcome: 'taken' }]);
    expect(json.results[0].probability).toBeCloseTo(here.json.results[0].probability, 5);
  });

  it('says what to do when the release needs a server, or the server does not let it in', async () => {
    await writeFile(join(cwd, 'here.yaml'), '');
    const without = await run(['predict', 'photo.png', '--release', 'remote', '--config', 'here.yaml'], {});
    expect(without.json.error).toMatchObject({
      ...{ code: 'RC_CLASSIFIER_SERVER_MISSING', hint: expect.stringContaining('inference.server.url') },
    });
    const refused = await run(['predict', 'photo.png', '--release', 'remote'], {});
    expect(refused.json.error).toMatchObject({
      ...{ code: 'RC_WORKERS_SERVER_UNUSABLE', message: expect.stringContaining('401') },
    });
    expect([without.status, refused.status]).toEqual([1, 1]);
  });

  it('masks the token where it shows the configuration', async () => {
    const { json } = await run(['config', 'show']);
    const lines = JSON.stringify(json);
    expect(lines).toContain(server.url);
    expect(lines).toContain('ROADCREW_INFERENCE__SERVER__TOKEN');
    expect(lines).toContain('[redacted]');
  });
});
