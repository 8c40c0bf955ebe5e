import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommandLine } from '../../../../tests/support/runCommandLine.ts';
import type { DemoReport } from '../../../mining/demo/runDemo.ts';
import type { DemoChallenge } from '../../../mining/demo/Scoreboard.ts';
import { systemClock } from '../../../support/clock/systemClock.ts';
import { describeChallenge } from './describeChallenge.ts';
import { describeScoreboard } from './describeScoreboard.ts';

const bin = join(import.meta.dirname, '../../../../bin/roadcrew.js');
/** Makes the process believe that somebody watches its standard error. */
const watched = `data:text/javascript,${encodeURIComponent('process.stderr.isTTY = true')}`;

const challenge: DemoChallenge = {
  ...{ validator: '5Validator', label: 1, prediction: 0.93, milliseconds: 24.4, reward: 0.125 },
  failure: null,
};
const report: DemoReport = {
  ...{ challenges: 2, answered: 1, accuracy: 1, mcc: null, mccReason: 'no negative label in the group' },
  ...{ reward: 0.0625, p50Ms: 24.4, p99Ms: 24.4, miner: '5Miner', port: 8091, seed: 'a', guessed: 0 },
  release: { id: 'starter-1', title: 'Starter' },
  results: [challenge, { ...challenge, prediction: null, reward: 0, failure: 'Timeout' }],
  ...{ strangerStatus: 403, firstAnswerS: 1.5, wallClockS: 9.8 },
  note: 'rendered scenes: not a measure of skill',
};

describe('describeChallenge', () => {
  it('says label, answer, whether it is right, and the time', () => {
    expect(describeChallenge(challenge, 4, 20)).toBe(' 5/20  roadwork     0.93  right    24 ms');
    expect(describeChallenge({ ...challenge, label: 0 }, 19, 20)).toBe(
      '20/20  no roadwork  0.93  wrong    24 ms',
    );
    expect(describeChallenge({ ...challenge, prediction: null, failure: 'Timeout' }, 0, 1)).toContain(
      'no answer: Timeout',
    );
  });
});

describe('describeScoreboard', () => {
  it('says what is known, and why something is not', () => {
    const text = describeScoreboard(report);
    for (const line of [
      /^answered +1 of 2$/m,
      /^5Validator +1 of 2 +0\.063$/m,
      /^accuracy +1\.00$/m,
      /^MCC +undefined: no negative label in the group$/m,
      /^mean reward +0\.063 /m,
      /^latency +p50 24 ms, p99 24 ms/m,
      /^took +9\.8 s, first answer after 1\.5 s$/m,
      /rendered scenes: not a measure of skill/,
      /refused with 403/,
    ]) {
      expect(text).toMatch(line);
    }
    expect(text).not.toContain('guessed');
    const worse = describeScoreboard({ ...report, guessed: 3, strangerStatus: 200 });
    expect(worse).toMatch(/^guessed +3: /m);
    expect(worse).toContain('status 200, not 403');
  });
});

describe('roadcrew demo', () => {
  it('answers programs with one object, and says nothing else where nobody watches', async () => {
    const outcome = await runCommandLine(['demo', '--challenges', '2', '--seed', 'test', '--json'], {
      clock: systemClock,
    });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      ...{ challenges: 2, answered: 2, guessed: 0, seed: 'test', strangerStatus: 403 },
      results: [{ prediction: expect.any(Number) }, { prediction: expect.any(Number) }],
      ...{ accuracy: expect.any(Number), mcc: expect.any(Number), reward: expect.any(Number) },
      ...{ p50Ms: expect.any(Number), p99Ms: expect.any(Number), wallClockS: expect.any(Number) },
    });
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
        if (/ 1\/1000 .* ms\n/.test(text)) resolve();
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
