import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executePull } from '../../src/models/registry/executePull.ts';
import { planPull } from '../../src/models/registry/planPull.ts';
import {
  files,
  model,
  type RegistryWorld,
  repository,
  small,
  startRegistryWorld,
} from './startRegistryWorld.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await startRegistryWorld();
});
afterEach(() => world.close());

describe('a hub that is not to be trusted', () => {
  const tree = (path: string) => {
    world.hub.commit(repository, { ...files, [path]: small('evil') });
    return world.pull();
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
    expect(readdirSync(dirname(world.folder))).toEqual([]);
  });

  it('cannot lay one file over another', async () => {
    world.hub.commit(repository, {
      ...files,
      LICENSE: small('a'),
      License: small('b'),
      'LICENSE.md': small('c'),
    });
    await world.pull();
    world.hub.commit(repository, { ...files, 'LICENSE.a': small('a'), 'LICENSE.A': small('b') });
    await expect(world.pull(world.access(), { update: true })).rejects.toMatchObject({
      code: 'RC_REGISTRY_PATH_UNSAFE',
    });
  });

  it('cannot follow a link out of the folder', async () => {
    const outside = join(dirname(world.folder), 'outside');
    mkdirSync(outside);
    mkdirSync(world.folder);
    symlinkSync(outside, join(world.folder, 'facebook'));
    await expect(world.pull()).rejects.toMatchObject({ code: 'RC_REGISTRY_PATH_UNSAFE' });
    expect(readdirSync(outside)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['no commit', { sha: 'main' }],
    ['no JSON object', 'hello'],
  ])('is refused when it gives %s', async (_, body) => {
    world.inject({ kind: 'json', body }, () => true, 99);
    await expect(world.pull()).rejects.toMatchObject({ code: 'RC_REGISTRY_ANSWER_INVALID' });
  });

  it('is refused when it serves another commit than asked for', async () => {
    world.hub.fault = ({ url, server }) =>
      server === 'hub' && url.includes('/resolve/') && !url.includes('/resolve/main/')
        ? { kind: 'redirect', location: url.replace(/resolve\/[0-9a-f]{40}/, 'resolve/main'), status: 307 }
        : undefined;
    const plan = await planPull(world.access(), model);
    world.hub.commit(repository, { ...files, 'config.json': small('{"a": 2}') });
    await expect(executePull(world.access(), plan, { acceptedLicence: null })).rejects.toMatchObject({
      code: 'RC_REGISTRY_ANSWER_INVALID',
    });
  });
});

describe('the token', () => {
  it('goes to its endpoint, never along a redirect to another origin', async () => {
    world.hub.token = 'hf_planted';
    world.hub.commit(repository, files, true);
    const endpoints = [{ url: world.hub.url, token: 'hf_planted' }] as const;
    await world.pull(world.access({ endpoints }));
    await world.expectInstalled();
    const sent = (server: string) =>
      world.hub.requests
        .filter((request) => request.server === server)
        .map(({ headers }) => headers.authorization);
    expect(new Set(sent('hub'))).toEqual(new Set(['Bearer hf_planted']));
    expect(new Set(sent('cdn'))).toEqual(new Set([undefined]));
  });

  it('is followed to the same origin', async () => {
    world.hub.token = 'hf_planted';
    world.hub.commit(repository, files, true);
    world.hub.fault = ({ url }) =>
      url.startsWith('/old/') ? { kind: 'redirect', location: url.slice(4), status: 307 } : undefined;
    const endpoints = [{ url: `${world.hub.url}/old`, token: 'hf_planted' }] as const;
    await world.pull(world.access({ endpoints }));
    await world.expectInstalled();
  });

  it('is missed or refused in words that help', async () => {
    world.hub.token = 'hf_planted';
    world.hub.commit(repository, files, true);
    await expect(world.pull()).rejects.toMatchObject({
      code: 'RC_REGISTRY_ACCESS_DENIED',
      message: expect.stringContaining('no token was sent'),
      hint: expect.stringContaining(`https://huggingface.co/${repository}`),
    });
    const wrong = world.access({ endpoints: [{ url: world.hub.url, token: 'hf_wrong' }] });
    const failure = await world.pull(wrong).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'RC_REGISTRY_TOKEN_REFUSED' });
    expect(JSON.stringify(failure)).not.toContain('hf_wrong');
    world.inject({ kind: 'status', status: 403, headers: { 'x-error-code': 'GatedRepo' } }, ({ url }) =>
      url.includes('/resolve/'),
    );
    const denied = world.access({ endpoints: [{ url: world.hub.url, token: 'hf_planted' }] });
    await expect(world.pull(denied)).rejects.toMatchObject({
      code: 'RC_REGISTRY_ACCESS_DENIED',
      details: { status: 403, tokenState: 'a token was sent' },
    });
  });
});
