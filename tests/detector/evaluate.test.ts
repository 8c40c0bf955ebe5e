import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { flattenSummary } from '../../src/learning/evaluation/flattenSummary.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { colourImage } from '../models/colourImage.ts';
import { writeTestRelease } from '../models/writeTestRelease.ts';
import { runCommandLine } from '../support/runCommandLine.ts';

let cwd = '';
/** Shades of green; the model's answers are what they are, the labels are ours. */
const shades = Array.from({ length: 16 }, (_, index) => ({
  file: `shade ${index}.png`,
  green: 16 * index,
  label: index % 3 === 0 ? 1 : 0,
  group: index < 8 ? 'dark, "first"' : 'light',
}));
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'roadcrew-evaluate-'));
  await writeTestRelease(join(cwd, 'release'), { id: 'tiny-1' });
  await mkdir(join(cwd, 'images'));
  for (const { file, green } of shades) {
    await writeFile(join(cwd, 'images', file), await colourImage(0, green, 0));
  }
  await writeFile(join(cwd, 'images/broken.jpg'), 'no image');
  const rows = shades.map(({ file, label, group }) => `${label},x,${quote(group)},${file}`);
  const header = 'label,split,source_group,file';
  await writeFile(
    join(cwd, 'manifest.csv'),
    `\uFEFF${[header, ...rows].join('\r\n')}\r\n1,x,,broken.jpg\r\n`,
  );
  await writeFile(
    join(cwd, 'small.csv'),
    `file,label,source_group\n${shades[0]?.file},1,light\n${shades[9]?.file},0,\nbroken.jpg,1,\n`,
  );
  await writeFile(join(cwd, 'hopeless.csv'), 'file,label\nbroken.jpg,1\n');
  await writeFile(join(cwd, 'one-class.csv'), `file,label\n${shades[0]?.file},1\n${shades[3]?.file},1\n`);
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const run = (...args: string[]) =>
  runCommandLine(['evaluate', '--root', 'images', '--release', 'release', ...args], {
    cwd,
    clock: systemClock,
  });
const evaluate = async (...args: string[]) => {
  const { status, stdout } = await run('--json', ...args);
  expect(status).toBe(0);
  return JSON.parse(stdout) as ReturnType<typeof flattenSummary> & { files: string[]; release: unknown };
};

describe('roadcrew evaluate', { timeout: 60_000 }, () => {
  it('measures what the written predictions say', async () => {
    const json = await evaluate(
      '--manifest',
      'manifest.csv',
      '--predictions',
      'out/p.csv',
      '--report',
      'report',
    );
    const [header, ...rows] = (await readFile(join(cwd, 'out/p.csv'), 'utf8')).trimEnd().split('\n');
    expect(header).toBe('file,label,score');
    const scored = rows.map((row) => {
      const [file = '', label = '', score = ''] = row.split(',');
      return { file, label: Number(label), score: Number(score) };
    });
    expect(scored.map(({ file }) => file)).toEqual([...shades.map(({ file }) => file), 'broken.jpg']);
    expect(scored.at(-1)?.score).toBe(0.499999);
    expect(json.n).toBe(17);
    const right = scored.filter(({ label, score }) => score > 0.5 === (label === 1)).length;
    expect(json.accuracy).toBeCloseTo(right / 17, 12);
    const brier = scored.reduce((sum, { label, score }) => sum + (score - label) ** 2, 0) / 17;
    expect(json.brier).toBeCloseTo(brier, 12);
    for (const name of ['accuracy', 'mcc', 'auc', 'brier', 'ece', 'reward'] as const) {
      const [low = Number.NaN, high = Number.NaN] = json.intervals[name] ?? [];
      expect(low <= (json[name] ?? Number.NaN) && (json[name] ?? Number.NaN) <= high, name).toBe(true);
    }
    expect(Object.keys(json.perGroup)).toEqual(['dark, "first"', 'light']);
    expect(json.perGroup.light).toMatchObject({ n: 8, positives: 3 });
    expect(json.unanswered).toMatchObject([{ file: 'broken.jpg', reason: 'undecodable' }]);
    expect(json.release).toMatchObject({ id: 'tiny-1' });

    expect(json.files.map((path) => path.slice(path.lastIndexOf('/') + 1))).toEqual([
      'p.csv',
      'report.json',
      'reliability.svg',
      'roc.svg',
    ]);
    const report = JSON.parse(await readFile(join(cwd, 'report/report.json'), 'utf8')) as typeof json;
    expect(report.mcc).toEqual(json.mcc);
    expect(await readFile(join(cwd, 'report/roc.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  it('sends the images as validators of a month did, the same way each time', async () => {
    const scores = async (name: string, ...args: string[]) => {
      const json = await evaluate('--manifest', 'small.csv', '--predictions', name, ...args);
      expect(json.unanswered).toMatchObject([{ file: 'broken.jpg', reason: 'undecodable' }]);
      return readFile(join(cwd, name), 'utf8');
    };
    const january = ['--challenge', 'january-2026'];
    const prepared = await scores('january.csv', ...january);
    expect(await scores('again.csv', ...january)).toBe(prepared);
    expect(await scores('plain.csv')).not.toBe(prepared);
  });

  it('prints a table for people', async () => {
    const { status, stdout } = await run('--manifest', 'small.csv');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^3 images, 2 with roadwork, seen by tiny-1 \(fp32, cpu\)/);
    expect(stdout).toMatch(/^accuracy +\d\.\d{3} \(.*\) +\d\.\d{3}/m);
    expect(stdout).toMatch(/^light +1 +1 .* - /m);
    expect(stdout).toContain('1 without an answer');
    expect(stdout).not.toMatch(/NaN|undefined/);
  });

  it('has null with a reason for one class, and draws no plots of it', async () => {
    const json = await evaluate('--manifest', 'one-class.csv', '--report', 'one');
    expect(json.auc).toBeNull();
    expect(json.reasons.auc).toBe('no negative label in the group');
    expect(json.files).toEqual([join(cwd, 'one/report.json')]);
  });

  it('refuses manifests that are wrong, and sets of which nothing can be judged', async () => {
    const codeOf = async (...args: string[]) => {
      const { status, stdout } = await run('--json', ...args);
      expect(status).toBe(1);
      return (JSON.parse(stdout) as { error: { code: string } }).error.code;
    };
    expect(await codeOf('--manifest', 'none.csv')).toBe('RC_MANIFESTS_UNREADABLE');
    expect(await codeOf('--manifest', 'release/NOTICE')).toBe('RC_MANIFESTS_COLUMNS_INVALID');
    expect(await codeOf('--manifest', 'hopeless.csv')).toBe('RC_EVALUATION_NOTHING_ANSWERED');
    expect(await codeOf('--manifest', 'one-class.csv', '--report', 'manifest.csv/x')).toBe(
      'RC_EVALUATION_OUTPUT_UNWRITABLE',
    );
    expect((await run()).status).toBe(2);
  });
});
