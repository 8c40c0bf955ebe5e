import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../bench/support/freePort.ts';
import { listMetrics } from '../../scripts/metrics/listMetrics.ts';
import { keypairFromSeed } from '../../src/bittensor/keys/keypairFromSeed.ts';
import { capture } from '../mining/capture.ts';
import { type RunningMine, startMine } from '../mining/startMine.ts';
import { makePicture, toSharp } from '../support/pictures.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../../deploy/prometheus');
const restToken = 'a-token-of-the-metrics-test-0123456789';
let mine: RunningMine;
let picture: Buffer;

const metrics = async (): Promise<string> => (await mine.get('/metrics')).body;
/** All series, without their values. */
const seriesOf = (text: string): Set<string> =>
  new Set(
    text
      .split('\n')
      .flatMap((line) => (line === '' || line.startsWith('#') ? [] : [line.replace(/ \S+$/, '')])),
  );
const stranger = (index: number) => {
  const seed = Buffer.alloc(32, 200);
  seed.writeUInt32LE(index);
  return capture({ port: mine.port, hotkey: mine.hotkey, validator: keypairFromSeed(seed) }, 'aGVsbG8=');
};
const askRest = async (token: string, path = '/v1/predictions'): Promise<number> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg' };
  const reply = await fetch(`http://127.0.0.1:${mine.restPort}${path}`, {
    ...{ method: 'POST', headers, body: new Uint8Array(picture) },
  });
  await reply.arrayBuffer();
  return reply.status;
};

beforeAll(async () => {
  picture = await toSharp(makePicture(320, 240)).jpeg().toBuffer();
  mine = await startMine({
    settings: { rest: { port: 0, tokens: [{ name: 'dashboard', token: restToken }] } },
  });
  const valid = capture(mine, picture.toString('base64'));
  expect([await valid.send(), await valid.send()]).toEqual(['answered', 'RC_AXON_NONCE_REPLAYED']);
  expect(await capture(mine, 'aGVsbG8=').send()).toBe('answered');
  expect(await stranger(0).send()).toBe('RC_AXON_NOT_PERMITTED');
  expect([await askRest(restToken), await askRest('wrong'), await askRest(restToken, '/x')]).toEqual([
    200, 401, 404,
  ]);
}, 60_000);
afterAll(() => mine?.remove());

describe('metrics', { timeout: 60_000 }, () => {
  it('pass promtool without a word', async () => {
    const { status, stdout, stderr, error } = spawnSync('promtool', ['check', 'metrics'], {
      ...{ input: await metrics(), encoding: 'utf8' },
    });
    expect({ error, status, stdout, stderr }).toEqual({
      error: undefined,
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('are those of the page on metrics, with its types and labels, and no others', async () => {
    const text = await metrics();
    const shown = new Map(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type]) => [name, type]),
    );
    const listed = [...(await listMetrics()).values()].flat();
    expect(Object.fromEntries(shown)).toEqual(
      Object.fromEntries(listed.map(({ name, type }) => [name, type])),
    );
    const series = [...seriesOf(text)];
    for (const { name, labels, type } of listed) {
      const own = new RegExp(`^${name}${type === 'histogram' ? '_(?:bucket|sum|count)' : ''}\\{(.*)\\}$`);
      const used = series.flatMap((one) =>
        [...(own.exec(one)?.[1] ?? '').matchAll(/(\w+)="/g)].map(([, label]) => label),
      );
      const allowed = [...labels, 'process', ...(type === 'histogram' ? ['le'] : [])];
      expect(
        used.filter((label) => !allowed.includes(label ?? '')),
        name,
      ).toEqual([]);
    }
  });

  it('count what happened', async () => {
    const text = await metrics();
    for (const line of [
      `roadcrew_miner_requests_total{process="miner",validator="${mine.validator.address}",outcome="answered"} 1`,
      `roadcrew_miner_requests_total{process="miner",validator="${mine.validator.address}",outcome="guessed"} 1`,
      'roadcrew_axon_requests_total{process="miner",synapse="ImageSynapse",outcome="RC_AXON_NOT_PERMITTED"} 1',
      'roadcrew_rest_requests_total{process="miner",route="predictions",outcome="RC_REST_TOKEN_INVALID"} 1',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
  });

  it('do not grow with strangers', async () => {
    const before = seriesOf(await metrics());
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => stranger(index + 1).send()));
    expect(new Set(answers)).toEqual(new Set(['RC_AXON_NOT_PERMITTED']));
    for (let index = 0; index < 20; index += 1) {
      await askRest(`wrong-${index}`, index % 2 === 0 ? undefined : `/path-${index}`);
      await fetch(`http://127.0.0.1:${mine.port}/Synapse${index}`, { method: 'POST', body: '{}' });
    }
    const isNew = (series: string): boolean => !before.has(series) && !series.includes('nodejs_');
    const grown = [...seriesOf(await metrics())].filter(isNew);
    // A route that there is not is an outcome of its own, however many are tried.
    const outcomes = grown.map(
      (series) => /^roadcrew_axon_requests_total.*outcome="(\w+)"/.exec(series)?.[1],
    );
    expect(outcomes).toEqual([expect.stringMatching(/^RC_AXON_(?:ROUTE|SYNAPSE)_/)]);
  });

  it('are scraped by Prometheus', async () => {
    const home = await mkdtemp(join(tmpdir(), 'roadcrew-prometheus-'));
    const port = await freePort();
    const address = `127.0.0.1:${mine.adminPort}`;
    const ready = await readFile(join(folder, 'prometheus.yml'), 'utf8');
    const here = ready.replace('127.0.0.1:9072', address).replaceAll('15s', '1s');
    expect(here).toContain(address);
    await writeFile(join(home, 'prometheus.yml'), here);
    await writeFile(join(home, 'roadcrew.rules.yml'), await readFile(join(folder, 'roadcrew.rules.yml')));
    const words = [`--config.file=${home}/prometheus.yml`, `--storage.tsdb.path=${home}/data`];
    const server = spawn('prometheus', [...words, `--web.listen-address=127.0.0.1:${port}`], {
      stdio: 'ignore',
    });
    const ended = once(server, 'close');
    const query = async (text: string): Promise<string[]> => {
      const reply = await fetch(
        `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(text)}`,
      ).catch(() => null);
      if (reply?.ok !== true) return [];
      const { data } = (await reply.json()) as { data: { result: { value: [number, string] }[] } };
      return data.result.map(({ value }) => value[1]);
    };
    try {
      await expect.poll(() => query('up{job="roadcrew"}'), { timeout: 30_000, interval: 250 }).toEqual(['1']);
      expect(await query('sum(roadcrew_miner_requests_total)')).toEqual(['2']);
      expect(await query('min(roadcrew_supervisor_process_up)')).toEqual(['1']);
      expect(await query('count(count by (process) (roadcrew_supervisor_process_up))')).toEqual(['3']);
      expect(await query('ALERTS{alertname!="RoadcrewAlertOpen"}')).toEqual([]);
    } finally {
      server.kill('SIGKILL');
      await ended;
      await rm(home, { recursive: true, force: true });
    }
  });
});

it('the configuration and the rules for Prometheus are valid, and the rules do what their tests say', async () => {
  const promtool = (...words: string[]) => run('promtool', words, { cwd: folder });
  expect((await promtool('check', 'config', 'prometheus.yml')).stdout).toContain('SUCCESS');
  expect((await promtool('test', 'rules', 'roadcrew.rules.test.yml')).stdout).toContain('SUCCESS');
  const rules = await readFile(join(folder, 'roadcrew.rules.yml'), 'utf8');
  const names = [...(await listMetrics()).values()].flat().map(({ name }) => name);
  const used = [...rules.matchAll(/roadcrew_[a-z_]+/g)].map(([name]) =>
    name.replace(/_(?:bucket|count|sum)$/, ''),
  );
  expect(used.filter((name) => !names.includes(name))).toEqual([]);
});
