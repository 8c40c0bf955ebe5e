import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { colourImage } from '../../../tests/models/colourImage.ts';
import { startTestHosts, type TestHosts } from '../../../tests/models/startTestHost.ts';
import { inMs, isAlive, outcomeOf, until } from '../../../tests/models/startTestPool.ts';
import { writeTestRelease } from '../../../tests/models/writeTestRelease.ts';

let grey: Uint8Array;
let red: Uint8Array;
let hosts: TestHosts;
beforeAll(async () => {
  grey = await colourImage(90, 100, 110);
  red = await colourImage(255, 0, 0);
});
afterEach(() => hosts.close());

// Real processes need their time on a busy machine.
describe('startInferenceHost', { timeout: 60_000 }, () => {
  it('serves a release through a socket of its user alone, swaps it, and tells how it is', async () => {
    hosts = await startTestHosts();
    const client = hosts.connect();
    expect(client.state()).toBe('never');
    const host = hosts.start();
    expect(await host.ready).toMatchObject({ state: 'ok', release: 'first' });
    expect((await stat(hosts.socketPath)).mode & 0o777).toBe(0o600);
    await client.whenReady();
    expect(client.state()).toBe('ready');
    expect(outcomeOf(await client.stage('challenge').run(grey, inMs(10_000)))).toBe('evidence');

    await writeTestRelease(join(hosts.folder, 'second'), { id: 'second' });
    await expect(host.swap(join(hosts.folder, 'absent'))).rejects.toMatchObject({
      code: 'RC_WORKERS_SWAP_FAILED',
      message: expect.stringContaining('first goes on serving'),
    });
    expect(await host.swap(join(hosts.folder, 'second'))).toMatchObject({
      ...{ from: 'first', to: { release: 'second' } },
    });
    expect(await client.stage('background').run(grey, inMs(10_000))).toMatchObject({
      evidence: { release: 'second' },
    });
    expect(await host.metrics()).toMatch(/^roadcrew_inference_results_total\{outcome="evidence"\} 2$/m);
    expect(await host.metrics()).toMatch(/^roadcrew_inference_swaps_total\{outcome="done"\} 1$/m);
    await until('a pulse has told of the swap', () => host.health?.release === 'second');
    await until('the client has heard of it', () => client.health()?.release === 'second');
    expect(host.residentBytes).toBeGreaterThan(2 ** 20);
    expect(hosts.logged).toContain('The model is loaded.');

    const pids = [host.pid, ...(await host.askHealth()).workers.map(({ pid }) => pid)];
    await host.close(10_000);
    expect(await host.ended).toMatchObject({ reason: 'closed' });
    await until('its processes are gone', () => !pids.some(isAlive));
    await expect(host.metrics()).rejects.toMatchObject({ code: 'RC_INFERENCE_HOST_GONE' });
    await until('the client knows', () => client.state() === 'loading');
  });

  it('loses no request when it is killed in the midst of them and started again', async () => {
    hosts = await startTestHosts({ onRed: { loops: 12_000 } }, { budgetMs: 100 });
    const client = hosts.connect();
    const first = hosts.start();
    await client.whenReady();
    const { workers } = await first.askHealth();
    const results = [red, grey, grey].map((image) => client.stage('challenge').run(image, inMs(20_000)));
    const background = client.stage('background').run(grey, inMs(20_000));
    const brief = client.stage('challenge').run(grey, inMs(400));
    await until('they are sent', () => client.inFlight === 5);
    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended).toMatchObject({ reason: 'crashed', description: 'signal SIGKILL' });
    await until('the client knows', () => client.state() === 'loading');
    const third = client.stage('challenge').run(grey, inMs(20_000));
    // Who cannot wait for the next process is not kept waiting.
    expect(['late', 'evidence']).toContain(outcomeOf(await brief));
    const second = hosts.start();
    await second.ready;
    expect((await Promise.all([...results, background, third])).map(outcomeOf)).toEqual(
      Array(5).fill('evidence'),
    );
    await until('the orphans have ended', () => !workers.some(({ pid }) => isAlive(pid)));
    expect(client.state()).toBe('ready');
  });

  it('says why a release cannot be served', async () => {
    hosts = await startTestHosts({ broken: 'not-onnx' });
    const host = hosts.start();
    await expect(host.ready).rejects.toMatchObject({
      code: 'RC_INFERENCE_HOST_START_FAILED',
      message: expect.stringMatching(/cannot be opened on any of the providers.*RC_WORKERS_START_FAILED/),
    });
    expect(await host.ended).toMatchObject({ reason: 'not-started' });
    await expect(host.swap('anything')).rejects.toMatchObject({ code: 'RC_INFERENCE_HOST_GONE' });
  });
});
