import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { colourImage } from '../models/colourImage.ts';
import { writeTestRelease } from '../models/writeTestRelease.ts';
import { runCommandLine } from '../support/runCommandLine.ts';

interface Result {
  file: string;
  probability: number | null;
  verdict: string | null;
  error?: { reason: string; code: string; message: string };
}

let cwd = '';
let green: Uint8Array;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'roadcrew-predict-'));
  await writeTestRelease(join(cwd, 'release'), { id: 'tiny-1' });
  await mkdir(join(cwd, 'photos/more'), { recursive: true });
  green = await colourImage(0, 200, 0);
  await writeFile(join(cwd, 'photos/green.png'), green);
  await writeFile(join(cwd, 'photos/more/blue.PNG'), await colourImage(0, 0, 255));
  await writeFile(join(cwd, 'photos/notes.txt'), 'no image');
  await writeFile(join(cwd, 'photos/no-extension'), green);
  await writeFile(join(cwd, 'broken.jpg'), green.subarray(0, 30));
  await symlink(join(cwd, 'photos/green.png'), join(cwd, 'photos/more/again.png'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const run = (args: string[], world: { stdin?: Buffer; env?: Record<string, string> } = {}) =>
  runCommandLine(['predict', ...args], { cwd, clock: systemClock, ...world });
const predict = async (args: string[], stdin?: Buffer) => {
  const outcome = await run([...args, '--release', 'release', '--json'], stdin ? { stdin } : {});
  return { ...outcome, json: JSON.parse(outcome.stdout) as { results: Result[]; failed: number } };
};

describe('roadcrew predict', { timeout: 60_000 }, () => {
  it('answers files, folders, patterns and standard input, each image once and the same each time', async () => {
    const { status, json } = await predict(
      ['photos/no-extension', 'photos', '-', 'photos/**/*.png'],
      Buffer.from(green),
    );
    expect(status).toBe(0);
    expect(json.results.map(({ file }) => file)).toEqual([
      'photos/no-extension',
      'photos/green.png',
      'photos/more/again.png',
      'photos/more/blue.PNG',
      '-',
    ]);
    const [file, inFolder, link, blue, input] = json.results.map(({ probability }) => probability);
    expect(new Set([file, inFolder, link, input]).size).toBe(1);
    expect(blue).not.toBe(file);
    for (const { probability, verdict } of json.results) {
      expect(verdict).toBe((probability ?? Number.NaN) > 0.5 ? 'roadwork' : 'no roadwork');
    }
    expect(json).toMatchObject({
      failed: 0,
      release: { id: 'tiny-1', precision: 'fp32' },
      providers: [{ provider: 'cpu', outcome: 'taken' }],
    });
  });

  it('goes on after a bad file, says why, and ends with 1', async () => {
    const { status, json } = await predict([
      'broken.jpg',
      'photos/green.png',
      'none.jpg',
      'photos/notes.txt',
    ]);
    expect(status).toBe(1);
    expect(json.failed).toBe(3);
    expect(json.results).toMatchObject([
      { file: 'broken.jpg', probability: null, error: { reason: 'undecodable' } },
      { file: 'photos/green.png', probability: expect.any(Number) },
      {
        file: 'photos/notes.txt',
        verdict: null,
        error: { reason: 'undecodable', code: 'RC_IMAGING_FORMAT_UNSUPPORTED' },
      },
      { file: 'none.jpg', error: { reason: 'unreadable', code: 'RC_DETECTOR_FILE_MISSING' } },
    ]);
  });

  it('prints a line an image for people', async () => {
    const { status, stdout, stderr } = await run(['broken.jpg', 'photos/green.png', '--release', 'release']);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^broken\.jpg {8}no answer: The header of the PNG .*\nphotos\/green\.png {2}(roadwork {3}|no roadwork) {2}0\.\d\d\n$/,
    );
    expect(stderr).toBe('');
  });

  it('takes the release from the configuration', async () => {
    const env = { ROADCREW_DETECTOR__RELEASE: 'release' };
    expect((await run(['photos/green.png'], { env })).status).toBe(0);
  });

  it('says what is wrong with a release, a variant or a provider before it looks at anything', async () => {
    const fails = async (args: string[], code: string) => {
      const { status, stdout } = await run(['photos/green.png', '--json', ...args]);
      expect(status, args.join(' ')).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
    };
    await fails(['--release', 'photos'], 'RC_RELEASE_UNREADABLE');
    await writeTestRelease(join(cwd, 'changed'), { broken: 'changed-file' });
    await fails(['--release', 'changed'], 'RC_RELEASE_FILE_CHANGED');
    await fails(['--release', 'release', '--precision', 'int8'], 'RC_CLASSIFIER_PRECISION_MISSING');
    await fails(['--release', 'release', '--providers', 'abacus'], 'RC_WORKERS_START_FAILED');
  });

  it('fails at once where there is nothing to look at, and refuses no words', async () => {
    const { status, stderr } = await run(['none/*.jpg', '--release', 'release']);
    expect(status).toBe(1);
    expect(stderr).toContain('RC_DETECTOR_FILE_MISSING');
    expect((await run(['--release', 'release'])).status).toBe(2);
  });
});
