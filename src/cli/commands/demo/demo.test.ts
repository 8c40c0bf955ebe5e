import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runCommandLine } from '../../../../tests/support/runCommandLine.ts';
import { encodeJpeg } from '../../../imaging/augmentation/encodeJpeg.ts';
import type { DemoReport } from '../../../mining/demo/DemoReport.ts';
import type { SimulatedAnswer } from '../../../mining/simulator/SimulationReport.ts';
import { systemClock } from '../../../support/clock/systemClock.ts';
import { describeScoreboard } from './describeScoreboard.ts';

const bin = join(import.meta.dirname, '../../../../bin/roadcrew.js');
/** Makes the process believe that somebody watches its standard error. */
const watched = `data:text/javascript,${encodeURIComponent('process.stderr.isTTY = true')}`;

/** Processes and threads start slowly on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const answer: SimulatedAnswer = {
  ...{ challenge: 0, atS: 1, validator: '5Validator', miner: 'demo', kind: 'scored', label: 1 },
  ...{ source: 'rendered', image: 'scene', prediction: 0.93, latencyMs: 24.4, status: 200, failure: null },
  ...{ reward: 0.125, score: 0.0625 },
};
const report: DemoReport = {
  ...{ challenges: 2, answered: 1, accuracy: 1, mcc: null, reward: 0.5, score: 0.0625, paid: 0.0625 },
  reasons: { mcc: 'no negative label in the group' },
  intervals: {
    accuracy: { value: 1, low: 0.21, high: 1 },
    mcc: null,
    reward: { value: 0.5, low: 0.25, high: 0.75 },
  },
  ...{ p50Ms: 24.4, p99Ms: 24.4, miner: '5Miner', port: 8091, seed: 'a', guessed: 0, skipped: [] },
  release: { id: 'starter-1', title: 'Starter' },
  results: [answer, { ...answer, prediction: null, reward: 0, failure: 'Timeout' }],
  ...{ strangerStatus: 403, firstAnswerS: 1.5, wallClockS: 9.8 },
  note: 'rendered scenes: not a measure of skill',
};

describe('describeScoreboard', () => {
  it('says what is known, and why something is not', () => {
    const text = describeScoreboard(report);
    for (const line of [
      /^answered +1 of 2$/m,
      /^5Validator +1 of 2 +0\.063$/m,
      /^accuracy +1\.00 +\(95 %: 0\.21 to 1\.00\)$/m,
      /^MCC +undefined: no negative label in the group$/m,
      /^reward +0\.500 +\(95 %: 0\.250 to 0\.750\) of 1/m,
      /^score +0\.063/m,
      /^latency +p50 24 ms, p99 24 ms/m,
      /^took +9\.8 s, first answer after 1\.5 s$/m,
      /rendered scenes: not a measure of skill/,
      /refused with 403/,
      /Where to look next/,
    ]) {
      expect(text).toMatch(line);
    }
    expect(text).not.toMatch(/guessed|skipped/);
    const skipped = [{ file: 'a.jpg', problem: 'no image' }];
    const worse = describeScoreboard({
      ...report,
      guessed: 3,
      strangerStatus: 200,
      skipped,
      firstAnswerS: null,
    });
    expect(worse).toMatch(/^guessed +3: /m);
    expect(worse).toMatch(/^skipped +1, the first a\.jpg$/m);
    expect(worse).toContain('status 200, not 403');
  });
});

describe('roadcrew demo', () => {
  it('answers programs with one object, and says nothing else where nobody watches', async () => {
    const outcome = await runCommandLine(['demo', '--challenges', '2', '--seed', 'test', '--json'], {
      clock: systemClock,
    });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const number = expect.any(Number);
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      ...{ challenges: 2, answered: 2, guessed: 0, seed: 'test', strangerStatus: 403, reasons: {} },
      results: [{ prediction: number }, { prediction: number }],
      ...{ accuracy: number, mcc: number, reward: number, score: number },
      ...{ p50Ms: number, p99Ms: number, wallClockS: number, firstAnswerS: number },
    });
  });

  it('sends photographs of a manifest, each once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'roadcrew-demo-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const data = Uint8Array.from({ length: 96 * 64 * 3 }, (_, index) => index % 251);
    for (const name of ['a.jpg', 'b.jpg']) {
      await writeFile(join(folder, name), await encodeJpeg({ width: 96, height: 64, data }));
    }
    await writeFile(join(folder, 'c.jpg'), 'no image');
    await writeFile(join(folder, 'manifest.csv'), 'file,label\na.jpg,1\nb.jpg,0\nc.jpg,0\n');
    const line = ['demo', '--images', '.', '--manifest', 'manifest.csv', '--json'];
    const outcome = await runCommandLine(line, { clock: systemClock, cwd: folder });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const json = JSON.parse(outcome.stdout);
    expect(json).toMatchObject({
      ...{ challenges: 2, answered: 2, note: expect.stringContaining('your own photographs') },
      skipped: [{ file: 'c.jpg', problem: expect.any(String) }],
    });
    const seen = (json.results as SimulatedAnswer[]).map(({ image, label }) => `${image} ${label}`);
    expect(seen.sort()).toEqual(['a.jpg 1', 'b.jpg 0']);
  });

  it('wants folder and manifest together', async () => {
    const outcome = await runCommandLine(['demo', '--images', 'photos']);
    expect(outcome).toMatchObject({ status: 2, stderr: expect.stringContaining('--manifest') });
  });

  it('leaves nothing behind after Ctrl-C', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'roadcrew-demo-'));
    onTestFinished(() => rm(temporary, { recursive: true, force: true }));
    // A group of its own, which gets the signal as a terminal's would.
    const child = spawn(process.execPath, ['--import', watched, bin, 'demo', '--challenges', '1000'], {
      ...{
        detached: true,
        cwd: '/',
        env: { PATH: process.env.PATH, HOME: '/nonexistent', TMPDIR: temporary },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const group = -(child.pid ?? Number.NaN);
    const exited = once(child, 'exit');
    await new Promise<void>((resolve, reject) => {
      let text = '';
      child.stderr.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (/\d ms +(right|wrong)\n/.test(text)) resolve();
      });
      exited.then(() => reject(new Error(text)), reject);
    });
    process.kill(group, 'SIGINT');
    expect(await exited).toEqual([130, null]);
    expect(() => process.kill(group, 0)).toThrow('ESRCH');
    // ONNX Runtime's telemetry would leave files here.
    expect(await readdir(temporary)).toEqual([]);
  });
});
