import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommandLine } from '../../../../tests/support/runCommandLine.ts';
import { createTrafficRecorder } from '../../../mining/simulator/traffic/createTrafficRecorder.ts';
import { systemClock } from '../../../support/clock/systemClock.ts';
import { minerInput, targetInput } from './minerInput.ts';
import { paceInput } from './paceInput.ts';
import { rivalInput } from './rivalInput.ts';

const hotkey = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'roadcrew-simulate-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
const run = (args: readonly string[]) => runCommandLine([...args], { clock: systemClock });

describe('roadcrew simulate', () => {
  it('writes the addresses that the miner has to permit, the same for the same seed', async () => {
    const path = await folder();
    const files = [join(path, 'a.txt'), join(path, 'b.txt')];
    for (const file of files) {
      const outcome = await run([
        'simulate',
        '--write-validators',
        file,
        '--validators',
        '2',
        '--seed',
        's',
        '--json',
      ]);
      expect(outcome).toMatchObject({ status: 0, stderr: '' });
      expect(JSON.parse(outcome.stdout)).toMatchObject({
        files: [file],
        validators: [expect.any(String), expect.any(String)],
      });
    }
    const [first, second] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    expect(first).toMatch(/^(5\w{47}\n){2}$/);
    expect(second).toBe(first);
  });

  it('fails when challenges are lost and no fault explains it', async () => {
    const path = join(await folder(), 'traffic.jsonl');
    const recorder = await createTrafficRecorder({
      ...{ path, images: 'value', profile: 'may-2026', seed: '', validators: 1, startedAt: new Date(0) },
    });
    const image = { jpeg: Uint8Array.of(1), label: 1, source: 'real', name: 'a' } as const;
    recorder.onChallenge({ challenge: 0, atMs: 0, validator: 0, kind: 'scored', label: 1, image });
    await recorder.close();
    const outcome = await run(['simulate', '--miner', `gone=127.0.0.1:1=${hotkey}`, '--replay', path]);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toMatch(/^gone +0 of 1 /m);
    expect(outcome.stdout).toContain('gone: 1 lost, Service unavailable');
  });

  it.each([
    [['simulate'], /name a miner/],
    [['simulate', '--target', '127.0.0.1:1'], /--hotkey/],
    [['simulate', '--target', '127.0.0.1', '--hotkey', hotkey], /no host:port/],
    [['simulate', '--miner', 'a=b'], /name=host:port=hotkey/],
    [['simulate', '--miner', `a=127.0.0.1:1=${hotkey}`, '--images', 'x'], /--manifest/],
    [['simulate', '--miner', `a=127.0.0.1:1=${hotkey}`, '--pace', 'often'], /--pace/],
    [['incentive'], /--accuracy/],
    [['incentive', '--accuracy', '0.9', '--rival', 'five'], /--rival/],
  ])('refuses %j as bad usage', async (args, message) => {
    const outcome = await run(args);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toMatch(message);
  });

  it('asks no stranger, and knows no such fault', async () => {
    const far = await run(['simulate', '--miner', `a=203.0.113.5:80=${hotkey}`, '--json']);
    expect(far.status).toBe(1);
    expect(JSON.parse(far.stdout)).toMatchObject({ error: { code: 'RC_SIMULATE_TARGET_PUBLIC' } });
    const fault = await run([
      'simulate',
      '--miner',
      `a=127.0.0.1:1=${hotkey}`,
      '--fault',
      'nosuch',
      '--json',
    ]);
    expect(JSON.parse(fault.stdout)).toMatchObject({ error: { code: 'RC_FAULTS_PLAN_INVALID' } });
  });
});

it('roadcrew incentive says that all is burned, and what if it were not', async () => {
  const text = await run(['incentive', '--reward', '0.8', '--rival', 'accuracy=0.9,count=2']);
  expect(text.status).toBe(0);
  expect(text.stdout).toContain('a miner earns nothing');
  expect(text.stdout).toContain('--burn 0');
  const json = await run(['incentive', '--reward', '0.8', '--burn', '0', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ share: { value: 1 }, burnShare: 0, warning: null });
});

it('reads what is typed', () => {
  expect(targetInput.parse('[::1]:8091')).toEqual({ ip: '[::1]', port: 8091 });
  expect(targetInput.safeParse('host:0').success).toBe(false);
  expect(targetInput.safeParse('host:80/x').success).toBe(false);
  expect(minerInput.parse(`ours=10.0.0.1:8091=${hotkey}`)).toEqual({
    name: 'ours',
    address: { ip: '10.0.0.1', port: 8091, hotkey },
  });
  expect(paceInput.parse('none')).toEqual({ kind: 'none' });
  expect(paceInput.parse('fixed:60')).toEqual({ kind: 'fixed', seconds: 60 });
  expect(paceInput.parse('poisson:0.5')).toEqual({ kind: 'poisson', perMinute: 0.5 });
  expect(['fixed', 'poisson:0', 'none:1'].some((text) => paceInput.safeParse(text).success)).toBe(false);
  expect(rivalInput.parse('accuracy=0.9')).toEqual({ accuracy: 0.9, count: 1, answerRate: 1 });
  expect(rivalInput.parse('count=3,answers=0.5,accuracy=1')).toEqual({
    accuracy: 1,
    count: 3,
    answerRate: 0.5,
  });
  expect(
    ['accuracy=2', 'count=3', 'accuracy=1,x=1', 'accuracy'].some(
      (text) => rivalInput.safeParse(text).success,
    ),
  ).toBe(false);
});
