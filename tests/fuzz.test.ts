import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../fuzz/harness/createRandom.ts';
import { type FuzzOptions, fuzzTarget, type TargetReport } from '../fuzz/harness/fuzzTarget.ts';
import { isClean } from '../fuzz/harness/isClean.ts';
import { mutateBytes } from '../fuzz/harness/mutateBytes.ts';
import { seedFiles } from '../fuzz/harness/seedFiles.ts';
import { text } from '../fuzz/harness/text.ts';
import { openSecretbox } from '../fuzz/targets/openSecretbox.ts';
import { targets } from '../fuzz/targets.ts';
import { targets as plantedTargets } from './support/plantedTargets.ts';

const seedsFolder = fileURLToPath(new URL('../fuzz/seeds', import.meta.url));
const base: FuzzOptions = {
  moduleUrl: new URL('../fuzz/targets.ts', import.meta.url).href,
  runs: 300,
  seed: 'npm test',
  secondsPerInput: 15,
  seeds: [],
};

describe('a short run, after every input that ever failed', () => {
  it.each(targets.map((target) => [target.name, target] as const))(
    'of %s',
    async (name, target) => {
      const seeds = seedFiles.read(seedsFolder, name);
      // A target with a share gets that share of the runs; here a little more of it.
      const runs = target.share === undefined ? base.runs : 30 / target.share;
      const report = await fuzzTarget(target, { ...base, runs, seeds });
      expect(report.failures.map(({ kind, why }) => `${kind}: ${why}`)).toEqual([]);
      expect(isClean(report)).toBe(true);
      expect(report.inputs).toBeGreaterThanOrEqual(30 + seeds.length);
      // All of the corpus, and not everything else.
      expect(report.accepted).toBeGreaterThanOrEqual(40);
      expect(report.accepted + report.rejected).toBe(report.inputs);
    },
    60_000,
  );
});

describe('the harness finds a planted', () => {
  const run = async (name: string, runs = 300): Promise<TargetReport> => {
    const target = plantedTargets.find((planted) => planted.name === name);
    if (target === undefined) return expect.unreachable(`no target ${name}`);
    const moduleUrl = new URL('./support/plantedTargets.ts', import.meta.url).href;
    return fuzzTarget(target, { ...base, moduleUrl, runs, secondsPerInput: 0.5 });
  };
  const shown = (report: TargetReport) => report.failures.map(({ input }) => text.decode(input));

  it('nothing in a sound parser', async () => {
    const report = await run('sound');
    expect(report).toMatchObject({ crashes: 0, hangs: 0, wrongAccepts: 0, wrongRejects: 0, inputs: 348 });
    expect(report.accepted).toBeGreaterThan(60);
    expect(report.rejected).toBeGreaterThan(100);
  });

  it('crash, and makes its input small', async () => {
    const report = await run('crash');
    expect(report.crashes).toBeGreaterThan(0);
    expect(report.failures[0]?.why).toContain('TypeError: Cannot read properties of undefined');
    expect(shown(report)[0]).toBe('!');
  });

  it.each(['hang', 'never-settles'])('%s, and goes on behind it', async (name) => {
    const report = await run(name, 150);
    expect(report.hangs).toBeGreaterThan(0);
    expect(report.failures[0]?.kind).toBe('hang');
    expect(shown(report)[0]).toContain('!');
    expect(report.inputs).toBeGreaterThan((report.failures[0]?.index ?? 0) + 1);
  });

  it('death of the process that nobody catches', async () => {
    const report = await run('dies');
    expect(report.crashes).toBeGreaterThan(0);
    expect(report.failures[0]?.why).toContain('nobody catches this');
  });

  it('wrong accept', async () => {
    const report = await run('wrong-accept', 5000);
    expect(report.wrongAccepts).toBeGreaterThan(0);
    expect(report.failures.every(({ kind }) => kind === 'wrong-accept')).toBe(true);
    for (const source of shown(report)) expect(source).toMatch(/^0\d+$/);
  });

  it('wrong reject', async () => {
    const report = await run('wrong-reject');
    expect(report.wrongRejects).toBeGreaterThan(0);
    for (const source of shown(report)) expect(source).toMatch(/^7/);
  });
});

describe('inputs', () => {
  it('follow from the seed alone', () => {
    const context = { corpus: [text.encode('{"a":12}')], dictionary: [text.encode('null')], maxLength: 500 };
    const make = (seed: string) =>
      Array.from({ length: 50 }, (_, index) =>
        text.toHex(mutateBytes(createRandom(`${seed}/${index}`), text.encode('{"a":1}'), context)),
      );
    expect(make('one')).toEqual(make('one'));
    expect(make('one')).not.toEqual(make('two'));
    expect(new Set(make('one')).size).toBeGreaterThan(40);
    for (const hex of make('three')) expect(hex.length).toBeLessThanOrEqual(1000);
  });

  describe('that failed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'roadcrew-seeds-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each([0, 10, 100_000])('are kept and come back, %d bytes of them', (size) => {
      const input = createRandom(`size ${size}`).bytes(size);
      seedFiles.write(folder, `target${size}`, 'seed', { kind: 'crash', why: 'a test', index: 3, input });
      expect(seedFiles.read(folder, `target${size}`)).toEqual([input]);
      expect(seedFiles.read(folder, 'unknown')).toEqual([]);
    });
  });
});

describe('the second secretbox', () => {
  it('opens the vector of NaCl (Bernstein, "Cryptography in NaCl", section 10)', () => {
    const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
    const key = bytes('1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389');
    const nonce = bytes('69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37');
    const box = bytes(
      'f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a' +
        'c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae' +
        '90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74' +
        'e355a5',
    );
    expect(text.toHex(openSecretbox(key, nonce, box)?.subarray(0, 16) ?? box)).toBe(
      'be075fc53c81f2d5cf141316ebeb0c7b',
    );
    expect(openSecretbox(key, nonce, box.with(40, 0))).toBeNull();
  });
});
