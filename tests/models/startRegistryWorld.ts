import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { executePull, type PullProgress } from '../../src/models/registry/executePull.ts';
import { findHubModel } from '../../src/models/registry/findHubModel.ts';
import type { HubAccess } from '../../src/models/registry/HubAccess.ts';
import { type PullOptions, planPull } from '../../src/models/registry/planPull.ts';
import type { RegistrySettings } from '../../src/models/registry/resolveRegistry.ts';
import { verifyModel } from '../../src/models/registry/verifyModel.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { type FakeFile, type Fault, type RecordedRequest, startFakeHub } from './fakeHub.ts';
import { createHurriedClock } from './hurriedClock.ts';

export const model = findHubModel('dinov2-small');
export const { repository } = model.source;
export const weights = Buffer.from(createRandom('weights').bytes(300_000));
export const small = (text: string): FakeFile => ({ content: Buffer.from(text), large: false });
export const large = (content: Buffer): FakeFile => ({ content, large: true });
export const files = {
  'config.json': small('{"a": 1}'),
  'model.safetensors': large(weights),
  'ignored.msgpack': small('x'),
};
export const isBlob = ({ server }: RecordedRequest): boolean => server === 'cdn';

/** A fake hub with one small model, an empty folder, and a pull between them. */
export async function startRegistryWorld() {
  const folder = join(mkdtempSync(join(tmpdir(), 'models-')), 'models');
  const hub = await startFakeHub();
  const commit = hub.commit(repository, files);
  const clock = createHurriedClock();
  const stored = (path: string, of = commit) => join(folder, ...repository.split('/'), of, path);
  const access = (settings: Partial<RegistrySettings> = {}, signal?: AbortSignal): HubAccess => ({
    fetch: globalThis.fetch,
    clock,
    random: createRandom('pull'),
    settings: {
      folder,
      endpoints: [{ url: hub.url, token: null }],
      parallelDownloads: 2,
      retries: 3,
      // A minute, with the hurried clock: slow machines are no stalls.
      stallMs: 6_000_000,
      diskMarginBytes: 0,
      ...settings,
    },
    signal,
  });
  return {
    folder,
    hub,
    commit,
    clock,
    stored,
    access,
    async pull(hubAccess: HubAccess = access(), options: PullOptions = {}) {
      const plan = await planPull(hubAccess, model, options);
      const reported: PullProgress[] = [];
      const onProgress = (progress: PullProgress) => reported.push(progress);
      return {
        plan,
        reported,
        snapshot: await executePull(hubAccess, plan, { acceptedLicence: null, onProgress }),
      };
    },
    /** The fault for the first `times` requests that match. */
    inject(fault: Fault, matches = isBlob, times = 1) {
      let left = times;
      hub.fault = (request) => {
        if (!matches(request) || left === 0) return undefined;
        left -= 1;
        return fault;
      };
    },
    blobRequests: () => hub.requests.filter(isBlob),
    async expectInstalled() {
      expect(readFileSync(stored('model.safetensors')).equals(weights)).toBe(true);
      expect((await verifyModel(folder, model.id)).map(({ state }) => state)).toEqual([
        'as-locked',
        'as-locked',
      ]);
      expect(readdirSync(dirname(stored('config.json'))).sort()).toEqual([
        'config.json',
        'model.safetensors',
      ]);
    },
    async close() {
      await hub.close();
      rmSync(dirname(folder), { recursive: true });
    },
  };
}

export type RegistryWorld = Awaited<ReturnType<typeof startRegistryWorld>>;
