import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executePull } from '../../src/models/registry/executePull.ts';
import { readLock, snapshotFolder } from '../../src/models/registry/lockFile.ts';
import { planPull } from '../../src/models/registry/planPull.ts';
import { removeModel } from '../../src/models/registry/removeModel.ts';
import type { Fault } from './fakeHub.ts';
import { isBlob, model, type RegistryWorld, startRegistryWorld, weights } from './startRegistryWorld.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await startRegistryWorld();
});
afterEach(() => world.close());

describe('a pull', () => {
  it('fetches what the model needs, locks it, and does nothing the second time', async () => {
    const { reported, plan } = await world.pull();
    await world.expectInstalled();
    expect(plan).toMatchObject({ bytesToFetch: weights.length + 8, totalBytes: weights.length + 8 });
    expect(reported.at(-1)).toEqual({ received: plan.totalBytes, total: plan.totalBytes });
    const { models } = await readLock(world.folder);
    expect(models[model.id]).toMatchObject({
      pending: null,
      installed: {
        commit: world.commit,
        files: { 'config.json': { bytes: 8, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
      },
    });
    world.hub.requests.length = 0;
    const again = await planPull(world.access(), model);
    expect(again).toMatchObject({ bytesToFetch: 0, repairs: true });
    expect(again.files.map(({ state }) => state)).toEqual(['ready', 'ready']);
    expect(world.hub.requests.every(({ url }) => url.startsWith('/api/'))).toBe(true);
  });

  it('reads a listing of many pages', async () => {
    world.hub.pageSize = 1;
    await world.pull();
    await world.expectInstalled();
  });

  it.each<[string, Fault, number]>([
    ['a cut', { kind: 'cut', after: 100_000 }, 1],
    ['many cuts, as long as each brings something', { kind: 'cut', after: 70_000 }, 4],
    ['a failing server', { kind: 'status', status: 503 }, 3],
    ['a corrupted byte', { kind: 'corrupt' }, 1],
    ['a truncated file', { kind: 'truncated' }, 1],
    ['bytes beyond the end', { kind: 'oversized' }, 1],
  ])('gets over %s', async (_, fault, times) => {
    world.inject(fault, isBlob, times);
    await world.pull();
    await world.expectInstalled();
    expect(world.blobRequests()).toHaveLength(times + 1);
  });

  it('gets over a stall', async () => {
    world.inject({ kind: 'stall', after: 100_000 });
    await world.pull(world.access({ stallMs: 30_000 }));
    await world.expectInstalled();
    expect(world.blobRequests()[1]?.headers.range).toMatch(/^bytes=[1-9]/);
  });

  it('goes on where it was cut, and hands over what it has', async () => {
    world.inject({ kind: 'cut', after: 100_000 }, isBlob, 1);
    await world.pull();
    const [first, second] = world.blobRequests();
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
    world.hub.fault = (recorded) => {
      if (!isBlob(recorded)) return undefined;
      request += 1;
      return request === 1 ? { kind: 'cut', after: 50_000 } : request === 2 ? fault : undefined;
    };
    await world.pull();
    await world.expectInstalled();
  });

  it('does not glue a file that changed under way to what was there before', async () => {
    let request = 0;
    world.hub.fault = (recorded) => {
      if (isBlob(recorded))
        return world.blobRequests().length === 1 ? { kind: 'cut', after: 50_000 } : undefined;
      if (!recorded.url.includes('/resolve/') || !recorded.url.endsWith('.safetensors')) return undefined;
      request += 1;
      return request === 2 ? { kind: 'etag', etag: 'another' } : undefined;
    };
    await world.pull();
    await world.expectInstalled();
    expect(world.blobRequests().map(({ headers }) => headers.range !== undefined)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('waits as long as a 429 asks, but not for ever', async () => {
    world.inject({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    await world.pull();
    expect(world.clock.slept).toContain(7_000);
    await world.expectInstalled();
    await removeModel(world.folder, model.id);
    world.inject({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }, ({ url }) =>
      url.includes('/api/'),
    );
    await expect(world.pull()).rejects.toMatchObject({
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
    world.inject(fault, isBlob, Number.POSITIVE_INFINITY);
    await expect(world.pull()).rejects.toMatchObject({ code });
    expect((await readLock(world.folder)).models[model.id]?.installed).toBeNull();
    world.hub.fault = () => undefined;
    await world.pull();
    await world.expectInstalled();
  });

  it('names both checksums of a corrupt file', async () => {
    world.inject({ kind: 'corrupt' }, isBlob, 2);
    const failure = await world.pull().catch((error: unknown) => error);
    const announced = /[0-9a-f]{64}/g;
    expect(String(failure).match(announced)).toHaveLength(2);
  });

  it('notices a small file that differs from what git knows of it', async () => {
    world.inject({ kind: 'corrupt' }, ({ url }) => url.endsWith('/config.json'), 2);
    await expect(world.pull()).rejects.toMatchObject({
      code: 'RC_REGISTRY_CHECKSUM_MISMATCH',
      details: { path: 'config.json', algorithm: 'git SHA-1' },
    });
  });

  it('stops when told to, keeps the part and goes on from it', async () => {
    const stop = new AbortController();
    world.hub.fault = (request) => (isBlob(request) ? { kind: 'stall', after: 150_000 } : undefined);
    const stopped = world.access({}, stop.signal);
    const plan = await planPull(stopped, model);
    const pulling = executePull(stopped, plan, {
      acceptedLicence: null,
      onProgress: ({ received }) => received > 100_000 && stop.abort('SIGINT'),
    });
    await expect(pulling).rejects.toMatchObject({ code: 'RC_REGISTRY_INTERRUPTED' });
    expect(statSync(`${world.stored('model.safetensors')}.part`).size).toBeGreaterThan(0);
    world.hub.fault = () => undefined;
    world.hub.requests.length = 0;
    const { plan: next } = await world.pull();
    expect(next.files.find(({ path }) => path === 'model.safetensors')?.state).toBe('partial');
    expect(world.blobRequests()[0]?.headers.range).toMatch(/^bytes=\d+-$/);
    await world.expectInstalled();
  });
});

describe('the disk', () => {
  it('is looked at before anything is fetched', async () => {
    const plan = await planPull(world.access(), model);
    const full = executePull(world.access(), { ...plan, freeBytes: 1_000 }, { acceptedLicence: null });
    await expect(full).rejects.toMatchObject({
      code: 'RC_REGISTRY_DISK_FULL',
      details: { freeBytes: 1_000 },
    });
    expect(world.hub.requests.some(({ url }) => url.includes('/resolve/'))).toBe(false);
  });

  it('is changed by one process at a time; a claim of a dead one does not count', async () => {
    mkdirSync(world.folder);
    writeFileSync(join(world.folder, '.busy'), `${process.pid} somewhere else`);
    await expect(world.pull()).rejects.toMatchObject({ code: 'RC_REGISTRY_BUSY' });
    writeFileSync(join(world.folder, '.busy'), `2147483646 ${hostname()} x`);
    await world.pull();
    await world.expectInstalled();
    expect(readdirSync(world.folder).sort()).toEqual(['facebook', 'models.lock.json']);
    expect(snapshotFolder(world.folder, (await world.pull()).snapshot)).toBe(dirname(world.stored('x')));
  });
});
