import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLock } from '../../src/models/registry/lockFile.ts';
import { planPull } from '../../src/models/registry/planPull.ts';
import { removeModel } from '../../src/models/registry/removeModel.ts';
import { verifyModel } from '../../src/models/registry/verifyModel.ts';
import { startFakeHub } from './fakeHub.ts';
import {
  files,
  isBlob,
  large,
  model,
  type RegistryWorld,
  repository,
  small,
  startRegistryWorld,
  weights,
} from './startRegistryWorld.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await startRegistryWorld();
});
afterEach(() => world.close());

describe('mirrors', () => {
  it('are tried in their order, for the listing and for each file', async () => {
    const mirror = await startFakeHub();
    try {
      mirror.commit(repository, files);
      const endpoints = [world.hub, mirror].map(({ url }) => ({ url, token: null })) as never;
      world.inject({ kind: 'status', status: 404 }, isBlob, Number.POSITIVE_INFINITY);
      const { snapshot } = await world.pull(world.access({ endpoints }));
      await world.expectInstalled();
      expect(snapshot.endpoint).toBe(world.hub.url);
      expect(mirror.requests.map(({ server }) => server)).toContain('cdn');
      await removeModel(world.folder, model.id);
      world.inject({ kind: 'status', status: 403 }, () => true, Number.POSITIVE_INFINITY);
      expect((await world.pull(world.access({ endpoints }))).snapshot.endpoint).toBe(mirror.url);
    } finally {
      await mirror.close();
    }
  });

  it('are told of by the first one’s error when none helps', async () => {
    const endpoints = [
      { url: world.hub.url, token: null },
      { url: 'http://127.0.0.1:1', token: null },
    ] as const;
    world.inject(
      { kind: 'status', status: 404, headers: { 'x-error-code': 'RepoNotFound' } },
      () => true,
      99,
    );
    await expect(world.pull(world.access({ endpoints }))).rejects.toMatchObject({
      code: 'RC_REGISTRY_NOT_FOUND',
      message: expect.stringContaining(world.hub.url),
    });
    await expect(world.pull(world.access({ endpoints: [endpoints[1]], retries: 0 }))).rejects.toMatchObject({
      code: 'RC_REGISTRY_UNREACHABLE',
    });
  });
});

describe('the lock', () => {
  const changed = { ...files, 'model.safetensors': large(Buffer.from('newer weights')) };

  it('refuses what has changed upstream, naming both checksums, until --update', async () => {
    await world.pull();
    const newer = world.hub.commit(repository, changed);
    const failure = await planPull(world.access(), model).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'RC_REGISTRY_UPSTREAM_CHANGED',
      hint: expect.stringContaining('--update'),
    });
    expect(String(failure).match(/[0-9a-f]{64}/g)).toHaveLength(2);
    await world.expectInstalled();
    expect((await planPull(world.access(), model, { locked: true })).bytesToFetch).toBe(0);
    const { plan } = await world.pull(world.access(), { update: true });
    expect(plan.files.map(({ state }) => state)).toEqual(['reusable', 'missing']);
    expect(readFileSync(world.stored('model.safetensors', newer), 'utf8')).toBe('newer weights');
    expect(readdirSync(dirname(dirname(world.stored('x'))))).toEqual([newer]);
  });

  it('does not mind a newer commit that leaves the files alone', async () => {
    await world.pull();
    world.hub.commit(repository, { ...files, 'notes.md': small('new') });
    expect((await planPull(world.access(), model)).snapshot.commit).toBe(world.commit);
  });

  it('keeps what is installed while an update fails', async () => {
    await world.pull();
    world.hub.commit(repository, changed);
    world.inject({ kind: 'status', status: 500 }, isBlob, Number.POSITIVE_INFINITY);
    await expect(world.pull(world.access(), { update: true })).rejects.toMatchObject({
      code: 'RC_REGISTRY_HUB_FAILED',
    });
    await world.expectInstalled();
    world.hub.fault = () => undefined;
    world.hub.commit(repository, files);
    await world.pull(world.access(), { update: true });
    await world.expectInstalled();
    expect((await readLock(world.folder)).models[model.id]?.pending).toBeNull();
  });

  it('suffices where no hub is reached', async () => {
    await world.pull();
    await world.hub.close();
    const plan = await planPull(world.access({ retries: 0 }), model);
    expect(plan).toMatchObject({ upstreamCommit: null, bytesToFetch: 0 });
  });

  it('has what is missing or damaged fetched again', async () => {
    await world.pull();
    writeFileSync(world.stored('model.safetensors'), Buffer.concat([weights.subarray(1), Buffer.of(0)]));
    rmSync(world.stored('config.json'));
    expect((await verifyModel(world.folder, model.id)).map(({ path, state }) => [path, state])).toEqual([
      ['config.json', 'missing'],
      ['model.safetensors', 'wrong-checksum'],
    ]);
    const { plan } = await world.pull();
    expect(plan.files.map(({ state }) => state)).toEqual(['missing', 'damaged']);
    await world.expectInstalled();
  });
});

describe('removing', () => {
  it('takes what the lock names and nothing else', async () => {
    await world.pull();
    writeFileSync(world.stored('mine.txt'), 'mine');
    expect(await removeModel(world.folder, model.id)).toBe(weights.length + 8);
    expect(readdirSync(dirname(world.stored('mine.txt')))).toEqual(['mine.txt']);
    expect((await readLock(world.folder)).models).toEqual({});
    rmSync(world.stored('mine.txt'));
    await world.pull();
    await removeModel(world.folder, model.id);
    for (const id of [model.id, 'constructor', '__proto__']) {
      await expect(removeModel(world.folder, id)).rejects.toMatchObject({
        code: 'RC_REGISTRY_MODEL_NOT_INSTALLED',
      });
    }
  });

  it('takes what an interrupted pull has left', async () => {
    world.inject({ kind: 'cut', after: 10 }, isBlob, 99);
    await expect(world.pull()).rejects.toMatchObject({ code: 'RC_REGISTRY_CUT' });
    await removeModel(world.folder, model.id);
    expect(readdirSync(world.folder)).toEqual(['models.lock.json']);
  });
});
