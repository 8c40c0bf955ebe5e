import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRepository } from '../../src/models/registry/listRepository.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { type FakeHub, startFakeHub } from '../models/fakeHub.ts';
import { runPython } from './runPython.ts';

const python = process.env.ROADCREW_PYTHON_ML;
if (!python) console.warn('skipped: set ROADCREW_PYTHON_ML to a Python that has huggingface_hub');

// Tried with the version that python/requirements-ml.txt pins.
const repository = 'owner/model';
const token = 'hf_interop';
const content = {
  'config.json': { content: Buffer.from('{"hidden_size": 384}\n'), large: false },
  'onnx/model.onnx': { content: Buffer.from(createRandom('onnx').bytes(200_000)), large: true },
  'a name with spaces & ümlaut.txt': { content: Buffer.from('text'), large: false },
};
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const checksums = Object.fromEntries(
  Object.entries(content).map(([path, file]) => [path, sha256(file.content)]),
);

describe.skipIf(!python)('the fake hub, read by the official huggingface_hub client', () => {
  let hub: FakeHub;
  let commit: string;
  beforeAll(async () => {
    hub = await startFakeHub();
    hub.token = token;
    commit = hub.commit(repository, content, true);
  });
  afterAll(() => hub.close());

  const ask = (given: string | null) =>
    runPython(python ?? '', 'hub_download.py', {
      endpoint: hub.url,
      token: given,
      repository,
      file: 'onnx/model.onnx',
    });

  it('gives it the files, the listing that ours gives us, and the errors that it knows', async () => {
    const theirs = await ask(token);
    const folder = mkdtempSync(join(tmpdir(), 'hub-'));
    try {
      const endpoint = { url: hub.url, token };
      const settings = {
        folder,
        endpoints: [endpoint] as const,
        parallelDownloads: 1,
        retries: 0,
        stallMs: 30_000,
        diskMarginBytes: 0,
      };
      const access = { fetch: globalThis.fetch, clock: systemClock, random: createRandom(1), settings };
      const ours = await listRepository(access, endpoint, { repository }, 'main');
      expect(theirs).toEqual({
        snapshot: { commit, files: checksums },
        one: checksums['onnx/model.onnx'],
        tree: Object.fromEntries(
          ours.files.map((file) => [file.path, [file.bytes, file.sha256, file.gitSha1]]),
        ),
        missing_revision: 'RevisionNotFoundError',
        missing_repository: 'RepositoryNotFoundError',
      });
      expect(ours.commit).toBe(commit);
    } finally {
      rmSync(folder, { recursive: true });
    }
    // Their client, too, keeps its token from the content network.
    const cdn = hub.requests.filter(({ server }) => server === 'cdn');
    expect(cdn.length).toBeGreaterThan(0);
    expect(cdn.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('shuts it out of a gated repository', async () => {
    expect(await ask(null)).toMatchObject({ one: 'GatedRepoError' });
  });
});
