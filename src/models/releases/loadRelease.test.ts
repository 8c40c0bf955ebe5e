import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRelease } from './loadRelease.ts';

const contents: Record<string, string> = {
  'backbone.onnx': 'backbone',
  'parts/head.onnx': 'head',
  NOTICE: 'notice',
};

const manifest = () => ({
  format: 1,
  id: 'tiny-1',
  title: 'Tiny',
  created: '2026-05-01',
  backbone: 'tiny',
  featureSize: 4,
  profile: {
    width: 8,
    height: 8,
    fit: 'crop',
    trimBorders: false,
    interpolation: 'bilinear',
    padding: [0, 0, 0],
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
    order: 'rgb',
  },
  variants: [{ precision: 'fp32', file: 'backbone.onnx' }],
  head: 'parts/head.onnx',
  calibration: { method: 'temperature', temperature: 1 } as Record<string, unknown>,
  metrics: {},
  licence: { expression: 'MIT', notice: 'NOTICE' },
  files: Object.entries(contents).map(([path, text]) => ({
    path,
    bytes: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  })),
});

let folder = '';
const put = async (value: unknown) => {
  await writeFile(join(folder, 'release.json'), typeof value === 'string' ? value : JSON.stringify(value));
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-release-'));
  await mkdir(join(folder, 'parts'));
  for (const [path, text] of Object.entries(contents)) await writeFile(join(folder, path), text);
  await put(manifest());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const refusal = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

describe('loadRelease', () => {
  it('reads a release and says where its files are', async () => {
    const loaded = await loadRelease(folder);
    expect(loaded.release.id).toBe('tiny-1');
    expect(loaded.extraFiles).toEqual([]);
    expect(loaded.pathOf('parts/head.onnx')).toBe(join(loaded.folder, 'parts/head.onnx'));
    expect(() => loaded.pathOf('../etc/passwd')).toThrow(
      expect.objectContaining({ code: 'RC_RELEASE_FILE_UNKNOWN' }),
    );
  });

  it('reads one whose backbone lives on a server, and wants no file for it', async () => {
    const { variants, files, ...rest } = manifest();
    await put({
      ...rest,
      variants: variants.map(({ precision }) => ({ precision })),
      files: files.filter(({ path }) => path !== 'backbone.onnx'),
    });
    const loaded = await loadRelease(folder);
    expect(loaded.release.variants).toEqual([{ precision: 'fp32' }]);
    expect(loaded.extraFiles).toEqual(['backbone.onnx']);
  });

  it('names files that it does not know, and does not mind them', async () => {
    await writeFile(join(folder, 'parts/README.md'), 'hello');
    await symlink('/etc', join(folder, 'elsewhere'));
    expect((await loadRelease(folder)).extraFiles).toEqual(['elsewhere', 'parts/README.md']);
  });

  it('refuses a file that is gone, shorter, or changed by a byte', async () => {
    await writeFile(join(folder, 'backbone.onnx'), 'backbonf');
    await expect(loadRelease(folder)).rejects.toMatchObject(
      refusal('RC_RELEASE_FILE_CHANGED', /backbone\.onnx .* SHA-256/),
    );
    await writeFile(join(folder, 'backbone.onnx'), 'back');
    await expect(loadRelease(folder)).rejects.toMatchObject(
      refusal('RC_RELEASE_FILE_CHANGED', /4 bytes instead of 8/),
    );
    await rm(join(folder, 'backbone.onnx'));
    await expect(loadRelease(folder)).rejects.toMatchObject(
      refusal('RC_RELEASE_FILE_MISSING', /backbone\.onnx/),
    );
    await mkdir(join(folder, 'backbone.onnx'));
    await expect(loadRelease(folder)).rejects.toMatchObject({ code: 'RC_RELEASE_FILE_MISSING' });
  });

  it('refuses a file outside of the folder, also behind a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'roadcrew-outside-'));
    await writeFile(join(outside, 'head.onnx'), 'head');
    await rm(join(folder, 'parts'), { recursive: true });
    await symlink(outside, join(folder, 'parts'));
    await expect(loadRelease(folder)).rejects.toMatchObject({ code: 'RC_RELEASE_FILE_OUTSIDE' });
    await rm(outside, { recursive: true });
    for (const path of ['../head.onnx', '/etc/passwd', 'parts/../../x', 'parts//x', 'a\\b', '.', '']) {
      await put({ ...manifest(), head: path });
      await expect(loadRelease(folder), path).rejects.toMatchObject({ code: 'RC_RELEASE_INVALID' });
    }
  });

  it('says which fields of release.json are wrong', async () => {
    await put({ ...manifest(), featureSize: 0, surprise: 1 });
    await expect(loadRelease(folder)).rejects.toMatchObject(
      refusal('RC_RELEASE_INVALID', /featureSize: .*surprise/),
    );
    await put({ ...manifest(), files: manifest().files.slice(1) });
    await expect(loadRelease(folder)).rejects.toMatchObject(
      refusal('RC_RELEASE_INVALID', /backbone\.onnx is not among them/),
    );
    await put({ ...manifest(), files: [...manifest().files, ...manifest().files] });
    await expect(loadRelease(folder)).rejects.toMatchObject(refusal('RC_RELEASE_INVALID', /listed twice/));
    await put('{');
    await expect(loadRelease(folder)).rejects.toMatchObject(refusal('RC_RELEASE_INVALID', /not JSON/));
    for (const [logits, probabilities] of [
      [
        [0, 0],
        [0.1, 0.9],
      ],
      [
        [0, 1],
        [0.9, 0.1],
      ],
      [
        [0, 1, 2],
        [0.1, 0.9],
      ],
    ]) {
      await put({ ...manifest(), calibration: { method: 'isotonic', logits, probabilities } });
      await expect(loadRelease(folder)).rejects.toMatchObject(refusal('RC_RELEASE_INVALID', /calibration: /));
    }
  });

  it('refuses a folder that is none, or holds no release or a huge one', async () => {
    const none = join(folder, 'none');
    await expect(loadRelease(none)).rejects.toMatchObject(refusal('RC_RELEASE_UNREADABLE', /does not exist/));
    await expect(loadRelease(join(folder, 'NOTICE'))).rejects.toMatchObject(
      refusal('RC_RELEASE_UNREADABLE', /not a folder/),
    );
    await expect(loadRelease(join(folder, 'parts'))).rejects.toMatchObject(
      refusal('RC_RELEASE_UNREADABLE', /no release\.json/),
    );
    await put(' '.repeat(1_048_577));
    await expect(loadRelease(folder)).rejects.toMatchObject(
      refusal('RC_RELEASE_UNREADABLE', /1048577 bytes/),
    );
  });
});
