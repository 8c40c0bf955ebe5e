import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executePull, type PullProgress } from '../../src/models/registry/executePull.ts';
import { findHubModel } from '../../src/models/registry/findHubModel.ts';
import type { HubAccess } from '../../src/models/registry/HubAccess.ts';
import { readLock, snapshotFolder } from '../../src/models/registry/lockFile.ts';
import { type PullOptions, planPull } from '../../src/models/registry/planPull.ts';
import { removeModel } from '../../src/models/registry/removeModel.ts';
import type { RegistrySettings } from '../../src/models/registry/resolveRegistry.ts';
import { verifyModel } from '../../src/models/registry/verifyModel.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { type FakeFile, type FakeHub, type Fault, type RecordedRequest, startFakeHub } from './fakeHub.ts';
import { createHurriedClock } from './hurriedClock.ts';

const model = findHubModel('dinov2-small');
const { repository } = model.source;
const weights = Buffer.from(createRandom('weights').bytes(300_000));
const small = (text: string): FakeFile => ({ content: Buffer.from(text), large: false });
const large = (content: Buffer): FakeFile => ({ content, large: true });
const files = {
  'config.json': small('{"a": 1}'),
  'model.safetensors': large(weights),
  'ignored.msgpack': small('x'),
};

let folder: string;
let hub: FakeHub;
let commit: string;
let clock: ReturnType<typeof createHurriedClock>;
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'models-')), 'models');
  hub = await startFakeHub();
  commit = hub.commit(repository, files);
  clock = createHurriedClock();
});
afterEach(async () => {
  await hub.close();
  rmSync(dirname(folder), { recursive: true });
});

const access = (settings: Partial<RegistrySettings> = {}, signal?: AbortSignal): HubAccess => ({
  fetch: globalThis.fetch,
  clock,
  random: createRandom('pull'),
  settings: {
    folder,
    endpoints: [{ url: hub.url, token: null }],
    parallelDownloads: 2,
    retries: 3,
    stallMs: 10_000,
    diskMarginBytes: 0,
    ...settings,
  },
  signal,
});
const pull = async (hubAccess: HubAccess = access(), options: PullOptions = {}) => {
  const plan = await planPull(hubAccess, model, options);
  const reported: PullProgress[] = [];
  const onProgress = (progress: PullProgress) => reported.push(progress);
  return {
    plan,
    reported,
    snapshot: await executePull(hubAccess, plan, { acceptedLicence: null, onProgress }),
  };
};
const stored = (path: string, of = commit) => join(folder, ...repository.split('/'), of, path);
const isBlob = ({ server }: RecordedRequest) => server === 'cdn';
/** The fault for the first `times` requests that match. */
const inject = (fault: Fault, matches = isBlob, times = 1) => {
  let left = times;
  hub.fault = (request) => {
    if (!matches(request) || left === 0) return undefined;
    left -= 1;
    return fault;
  };
};
const blobRequests = () => hub.requests.filter(isBlob);
const expectInstalled = async () => {
  expect(readFileSync(stored('model.safetensors')).equals(weights)).toBe(true);
  expect((await verifyModel(folder, model.id)).map(({ state }) => state)).toEqual(['as-locked', 'as-locked']);
  expect(readdirSync(dirname(stored('config.json'))).sort()).toEqual(['config.json', 'model.safetensors']);
};

describe('a pull', () => {
  it('fetches what the model needs, locks it, and does nothing the second time', async () => {
    const { reported, plan } = await pull();
    await expectInstalled();
    expect(plan).toMatchObject({ bytesToFetch: weights.length + 8, totalBytes: weights.length + 8 });
    expect(reported.at(-1)).toEqual({ received: plan.totalBytes, total: plan.totalBytes });
    const { models } = await readLock(folder);
    expect(models[model.id]).toMatchObject({
      pending: null,
      installed: {
        commit,
        files: { 'config.json': { bytes: 8, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
      },
    });
    hub.requests.length = 0;
    const again = await planPull(access(), model);
    expect(again).toMatchObject({ bytesToFetch: 0, repairs: true });
    expect(again.files.map(({ state }) => state)).toEqual(['ready', 'ready']);
    expect(hub.requests.every(({ url }) => url.startsWith('/api/'))).toBe(true);
  });

  it('reads a listing of many pages', async () => {
    hub.pageSize = 1;
    await pull();
    await expectInstalled();
  });

  it.each<[string, Fault, number]>([
    ['a cut', { kind: 'cut', after: 100_000 }, 1],
    ['many cuts, as long as each brings something', { kind: 'cut', after: 70_000 }, 4],
    ['a stall', { kind: 'stall', after: 100_000 }, 1],
    ['a failing server', { kind: 'status', status: 503 }, 3],
    ['a corrupted byte', { kind: 'corrupt' }, 1],
    ['a truncated file', { kind: 'truncated' }, 1],
    ['bytes beyond the end', { kind: 'oversized' }, 1],
  ])('gets over %s', async (_, fault, times) => {
    inject(fault, isBlob, times);
    await pull();
    await expectInstalled();
    expect(blobRequests()).toHaveLength(times + 1);
  });

  it('goes on where it was cut, and hands over what it has', async () => {
    inject({ kind: 'cut', after: 100_000 }, isBlob, 1);
    await pull();
    const [first, second] = blobRequests();
    expect(first?.headers.range).toBeUndefined();
    const from = Number(/^bytes=(\d+)-$/.exec(second?.headers.range ?? '')?.[1]);
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThanOrEqual(100_000);
  });

  it.each<[string, Fault]>([
    ['server knows no ranges', { kind: 'no-range' }],
    ['range is another than asked for', { kind: 'wrong-range' }],
    ['answer is 416', { kind: 'status', status: 416 }],
  ])('starts anew where the %s', async (_, fault) => {
    let request = 0;
    hub.fault = (recorded) => {
      if (!isBlob(recorded)) return undefined;
      request += 1;
      return request === 1 ? { kind: 'cut', after: 50_000 } : request === 2 ? fault : undefined;
    };
    await pull();
    await expectInstalled();
  });

  it('does not glue a file that changed under way to what was there before', async () => {
    let request = 0;
    hub.fault = (recorded) => {
      if (isBlob(recorded)) return blobRequests().length === 1 ? { kind: 'cut', after: 50_000 } : undefined;
      if (!recorded.url.includes('/resolve/') || !recorded.url.endsWith('.safetensors')) return undefined;
      request += 1;
      return request === 2 ? { kind: 'etag', etag: 'another' } : undefined;
    };
    await pull();
    await expectInstalled();
    expect(blobRequests().map(({ headers }) => headers.range !== undefined)).toEqual([false, true, false]);
  });

  it('waits as long as a 429 asks, but not for ever', async () => {
    inject({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    await pull();
    expect(clock.slept).toContain(7_000);
    await expectInstalled();
    await removeModel(folder, model.id);
    inject({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }, ({ url }) =>
      url.includes('/api/'),
    );
    await expect(pull()).rejects.toMatchObject({
      code: 'RC_REGISTRY_RATE_LIMITED',
      message: expect.stringContaining('for 3600 s'),
    });
  });

  it.each<[string, Fault, string]>([
    ['cuts without progress', { kind: 'cut', after: 10 }, 'RC_REGISTRY_CUT'],
    ['a server that goes on failing', { kind: 'status', status: 500 }, 'RC_REGISTRY_HUB_FAILED'],
    ['a file that stays corrupt', { kind: 'corrupt' }, 'RC_REGISTRY_CHECKSUM_MISMATCH'],
    ['a file that stays truncated', { kind: 'truncated' }, 'RC_REGISTRY_SIZE_MISMATCH'],
    ['a redirect to itself', { kind: 'redirect', location: '/blobs/again' }, 'RC_REGISTRY_REDIRECT_REFUSED'],
    [
      'a redirect to a file',
      { kind: 'redirect', location: 'file:///etc/passwd' },
      'RC_REGISTRY_REDIRECT_REFUSED',
    ],
  ])('gives up at %s, and locks nothing as installed', async (_, fault, code) => {
    inject(fault, isBlob, Number.POSITIVE_INFINITY);
    await expect(pull()).rejects.toMatchObject({ code });
    expect((await readLock(folder)).models[model.id]?.installed).toBeNull();
    hub.fault = () => undefined;
    await pull();
    await expectInstalled();
  });

  it('names both checksums of a corrupt file', async () => {
    inject({ kind: 'corrupt' }, isBlob, 2);
    const failure = await pull().catch((error: unknown) => error);
    const announced = /[0-9a-f]{64}/g;
    expect(String(failure).match(announced)).toHaveLength(2);
  });

  it('notices a small file that differs from what git knows of it', async () => {
    inject({ kind: 'corrupt' }, ({ url }) => url.endsWith('/config.json'), 2);
    await expect(pull()).rejects.toMatchObject({
      code: 'RC_REGISTRY_CHECKSUM_MISMATCH',
      details: { path: 'config.json', algorithm: 'git SHA-1' },
    });
  });

  it('stops when told to, keeps the part and goes on from it', async () => {
    const stop = new AbortController();
    hub.fault = (request) => (isBlob(request) ? { kind: 'stall', after: 150_000 } : undefined);
    const stopped = access({}, stop.signal);
    const plan = await planPull(stopped, model);
    const pulling = executePull(stopped, plan, {
      acceptedLicence: null,
      onProgress: ({ received }) => received > 100_000 && stop.abort('SIGINT'),
    });
    await expect(pulling).rejects.toMatchObject({ code: 'RC_REGISTRY_INTERRUPTED' });
    expect(statSync(`${stored('model.safetensors')}.part`).size).toBeGreaterThan(0);
    hub.fault = () => undefined;
    hub.requests.length = 0;
    const { plan: next } = await pull();
    expect(next.files.find(({ path }) => path === 'model.safetensors')?.state).toBe('partial');
    expect(blobRequests()[0]?.headers.range).toMatch(/^bytes=\d+-$/);
    await expectInstalled();
  });
});

describe('mirrors', () => {
  it('are tried in their order, for the listing and for each file', async () => {
    const mirror = await startFakeHub();
    try {
      mirror.commit(repository, files);
      const endpoints = [hub, mirror].map(({ url }) => ({ url, token: null })) as never;
      inject({ kind: 'status', status: 404 }, isBlob, Number.POSITIVE_INFINITY);
      const { snapshot } = await pull(access({ endpoints }));
      await expectInstalled();
      expect(snapshot.endpoint).toBe(hub.url);
      expect(mirror.requests.map(({ server }) => server)).toContain('cdn');
      await removeModel(folder, model.id);
      inject({ kind: 'status', status: 403 }, () => true, Number.POSITIVE_INFINITY);
      expect((await pull(access({ endpoints }))).snapshot.endpoint).toBe(mirror.url);
    } finally {
      await mirror.close();
    }
  });

  it('are told of by the first one’s error when none helps', async () => {
    const endpoints = [
      { url: hub.url, token: null },
      { url: 'http://127.0.0.1:1', token: null },
    ] as const;
    inject({ kind: 'status', status: 404, headers: { 'x-error-code': 'RepoNotFound' } }, () => true, 99);
    await expect(pull(access({ endpoints }))).rejects.toMatchObject({
      code: 'RC_REGISTRY_NOT_FOUND',
      message: expect.stringContaining(hub.url),
    });
    await expect(pull(access({ endpoints: [endpoints[1]], retries: 0 }))).rejects.toMatchObject({
      code: 'RC_REGISTRY_UNREACHABLE',
    });
  });
});

describe('the lock', () => {
  const changed = { ...files, 'model.safetensors': large(Buffer.from('newer weights')) };

  it('refuses what has changed upstream, naming both checksums, until --update', async () => {
    await pull();
    const newer = hub.commit(repository, changed);
    const failure = await planPull(access(), model).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'RC_REGISTRY_UPSTREAM_CHANGED',
      hint: expect.stringContaining('--update'),
    });
    expect(String(failure).match(/[0-9a-f]{64}/g)).toHaveLength(2);
    await expectInstalled();
    expect((await planPull(access(), model, { locked: true })).bytesToFetch).toBe(0);
    const { plan } = await pull(access(), { update: true });
    expect(plan.files.map(({ state }) => state)).toEqual(['reusable', 'missing']);
    expect(readFileSync(stored('model.safetensors', newer), 'utf8')).toBe('newer weights');
    expect(readdirSync(dirname(dirname(stored('x'))))).toEqual([newer]);
  });

  it('does not mind a newer commit that leaves the files alone', async () => {
    await pull();
    hub.commit(repository, { ...files, 'notes.md': small('new') });
    expect((await planPull(access(), model)).snapshot.commit).toBe(commit);
  });

  it('keeps what is installed while an update fails', async () => {
    await pull();
    hub.commit(repository, changed);
    inject({ kind: 'status', status: 500 }, isBlob, Number.POSITIVE_INFINITY);
    await expect(pull(access(), { update: true })).rejects.toMatchObject({ code: 'RC_REGISTRY_HUB_FAILED' });
    await expectInstalled();
    hub.fault = () => undefined;
    hub.commit(repository, files);
    await pull(access(), { update: true });
    await expectInstalled();
    expect((await readLock(folder)).models[model.id]?.pending).toBeNull();
  });

  it('suffices where no hub is reached', async () => {
    await pull();
    await hub.close();
    const plan = await planPull(access({ retries: 0 }), model);
    expect(plan).toMatchObject({ upstreamCommit: null, bytesToFetch: 0 });
    hub = await startFakeHub();
  });

  it('has what is missing or damaged fetched again', async () => {
    await pull();
    writeFileSync(stored('model.safetensors'), Buffer.concat([weights.subarray(1), Buffer.of(0)]));
    rmSync(stored('config.json'));
    expect((await verifyModel(folder, model.id)).map(({ path, state }) => [path, state])).toEqual([
      ['config.json', 'missing'],
      ['model.safetensors', 'wrong-checksum'],
    ]);
    const { plan } = await pull();
    expect(plan.files.map(({ state }) => state)).toEqual(['missing', 'damaged']);
    await expectInstalled();
  });
});

describe('removing', () => {
  it('takes what the lock names and nothing else', async () => {
    await pull();
    writeFileSync(stored('mine.txt'), 'mine');
    expect(await removeModel(folder, model.id)).toBe(weights.length + 8);
    expect(readdirSync(dirname(stored('mine.txt')))).toEqual(['mine.txt']);
    expect((await readLock(folder)).models).toEqual({});
    rmSync(stored('mine.txt'));
    await pull();
    await removeModel(folder, model.id);
    await expect(removeModel(folder, model.id)).rejects.toMatchObject({
      code: 'RC_REGISTRY_MODEL_NOT_INSTALLED',
    });
  });

  it('takes what an interrupted pull has left', async () => {
    inject({ kind: 'cut', after: 10 }, isBlob, 99);
    await expect(pull()).rejects.toMatchObject({ code: 'RC_REGISTRY_CUT' });
    await removeModel(folder, model.id);
    expect(readdirSync(folder)).toEqual(['models.lock.json']);
  });
});

describe('a hub that is not to be trusted', () => {
  const tree = (path: string) => {
    hub.commit(repository, { ...files, [path]: small('evil') });
    return pull();
  };

  it.each([
    '../../evil.json',
    '/evil.json',
    'a/../../evil.json',
    'C:/evil.json',
    'a\\evil.json',
    'a//evil.json',
    'evil\n.json',
    'x.part',
  ])('cannot make it write to %j', async (path) => {
    await expect(tree(path)).rejects.toMatchObject({ code: 'RC_REGISTRY_PATH_UNSAFE' });
    expect(readdirSync(dirname(folder))).toEqual([]);
  });

  it('cannot lay one file over another', async () => {
    hub.commit(repository, { ...files, LICENSE: small('a'), License: small('b'), 'LICENSE.md': small('c') });
    await pull();
    hub.commit(repository, { ...files, 'LICENSE.a': small('a'), 'LICENSE.A': small('b') });
    await expect(pull(access(), { update: true })).rejects.toMatchObject({ code: 'RC_REGISTRY_PATH_UNSAFE' });
  });

  it('cannot follow a link out of the folder', async () => {
    const outside = join(dirname(folder), 'outside');
    mkdirSync(outside);
    mkdirSync(folder);
    symlinkSync(outside, join(folder, 'facebook'));
    await expect(pull()).rejects.toMatchObject({ code: 'RC_REGISTRY_PATH_UNSAFE' });
    expect(readdirSync(outside)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['no commit', { sha: 'main' }],
    ['no JSON object', 'hello'],
  ])('is refused when it gives %s', async (_, body) => {
    inject({ kind: 'json', body }, () => true, 99);
    await expect(pull()).rejects.toMatchObject({ code: 'RC_REGISTRY_ANSWER_INVALID' });
  });

  it('is refused when it serves another commit than asked for', async () => {
    hub.fault = ({ url, server }) =>
      server === 'hub' && url.includes('/resolve/') && !url.includes('/resolve/main/')
        ? { kind: 'redirect', location: url.replace(/resolve\/[0-9a-f]{40}/, 'resolve/main'), status: 307 }
        : undefined;
    const plan = await planPull(access(), model);
    hub.commit(repository, { ...files, 'config.json': small('{"a": 2}') });
    await expect(executePull(access(), plan, { acceptedLicence: null })).rejects.toMatchObject({
      code: 'RC_REGISTRY_ANSWER_INVALID',
    });
  });
});

describe('the disk', () => {
  it('is looked at before anything is fetched', async () => {
    const plan = await planPull(access(), model);
    const full = executePull(access(), { ...plan, freeBytes: 1_000 }, { acceptedLicence: null });
    await expect(full).rejects.toMatchObject({
      code: 'RC_REGISTRY_DISK_FULL',
      details: { freeBytes: 1_000 },
    });
    expect(hub.requests.some(({ url }) => url.includes('/resolve/'))).toBe(false);
  });

  it('is changed by one process at a time; a claim of a dead one does not count', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, '.busy'), `${process.pid} somewhere else`);
    await expect(pull()).rejects.toMatchObject({ code: 'RC_REGISTRY_BUSY' });
    const { hostname } = await import('node:os');
    writeFileSync(join(folder, '.busy'), `2147483646 ${hostname()} x`);
    await pull();
    await expectInstalled();
    expect(readdirSync(folder).sort()).toEqual(['facebook', 'models.lock.json']);
    expect(snapshotFolder(folder, (await pull()).snapshot)).toBe(dirname(stored('x')));
  });
});

describe('the token', () => {
  it('goes to its endpoint, never along a redirect to another origin', async () => {
    hub.token = 'hf_planted';
    hub.commit(repository, files, true);
    const endpoints = [{ url: hub.url, token: 'hf_planted' }] as const;
    await pull(access({ endpoints }));
    await expectInstalled();
    const sent = (server: string) =>
      hub.requests.filter((request) => request.server === server).map(({ headers }) => headers.authorization);
    expect(new Set(sent('hub'))).toEqual(new Set(['Bearer hf_planted']));
    expect(new Set(sent('cdn'))).toEqual(new Set([undefined]));
  });

  it('is followed to the same origin', async () => {
    hub.token = 'hf_planted';
    hub.commit(repository, files, true);
    hub.fault = ({ url }) =>
      url.startsWith('/old/') ? { kind: 'redirect', location: url.slice(4), status: 307 } : undefined;
    const endpoints = [{ url: `${hub.url}/old`, token: 'hf_planted' }] as const;
    await pull(access({ endpoints }));
    await expectInstalled();
  });

  it('is missed or refused in words that help', async () => {
    hub.token = 'hf_planted';
    hub.commit(repository, files, true);
    await expect(pull()).rejects.toMatchObject({
      code: 'RC_REGISTRY_ACCESS_DENIED',
      message: expect.stringContaining('no token was sent'),
      hint: expect.stringContaining(`https://huggingface.co/${repository}`),
    });
    const wrong = access({ endpoints: [{ url: hub.url, token: 'hf_wrong' }] });
    const failure = await pull(wrong).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'RC_REGISTRY_TOKEN_REFUSED' });
    expect(JSON.stringify(failure)).not.toContain('hf_wrong');
    inject({ kind: 'status', status: 403, headers: { 'x-error-code': 'GatedRepo' } }, ({ url }) =>
      url.includes('/resolve/'),
    );
    const denied = access({ endpoints: [{ url: hub.url, token: 'hf_planted' }] });
    await expect(pull(denied)).rejects.toMatchObject({
      code: 'RC_REGISTRY_ACCESS_DENIED',
      details: { status: 403, tokenState: 'a token was sent' },
    });
  });
});
