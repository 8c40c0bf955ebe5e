import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'bin/roadcrew.js');
const env = { PATH: process.env.PATH, HOME: '/nonexistent' };

const run = (args: readonly string[], nodeOptions: readonly string[] = []) =>
  spawnSync(process.execPath, [...nodeOptions, bin, ...args], { encoding: 'utf8', env, cwd: '/' });

/** Makes the process believe that it runs elsewhere. */
const pretend = (change: string) => ['--import', `data:text/javascript,${encodeURIComponent(change)}`];

describe('the bin', () => {
  it('prints its version and its help, on standard output alone', () => {
    expect(run(['--version'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
    expect(run(['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Commands:'),
      stderr: '',
    });
  });

  it('exits 2 on bad usage', () => {
    expect(run(['walet'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('Did you mean wallet?'),
    });
  });

  it.each([
    [
      'RC_CLI_NODE_TOO_OLD',
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })',
    ],
    [
      'RC_CLI_NODE_TOO_OLD',
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "24.6.9" } })',
    ],
    ['RC_CLI_PLATFORM_UNSUPPORTED', 'Object.defineProperty(process, "platform", { value: "win32" })'],
  ])('says %s where it cannot run', (code, change) => {
    const text = run(['wallet', 'list'], pretend(change));
    expect(text).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(`^error ${code}: .*\n  hint: `),
    });
    const json = run(['wallet', 'list', '--json'], pretend(change));
    expect(json).toMatchObject({ status: 1, stderr: '' });
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code, hint: expect.any(String) } });
  });

  it('says nothing when its reader goes away', () => {
    // The reader is gone before the first word is written.
    const line = `{ sleep 0.3; "${process.execPath}" "${bin}" completion zsh; echo "status $?" >&2; } | true`;
    expect(spawnSync('bash', ['-c', line], { encoding: 'utf8', env })).toMatchObject({
      stderr: 'status 0\n',
    });
  });
});

describe('a running command', () => {
  const start = async (
    ...args: string[]
  ): Promise<{ child: ChildProcess; output: { stdout: string; stderr: string } }> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'longCommand.ts'), 'wait', ...args], {
      env,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    await new Promise<void>((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        output.stderr += text;
        if (output.stderr.includes('ready')) resolve();
      });
    });
    return { child, output };
  };

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is stopped by %s, cleans up and exits %i', async (signal, status) => {
    const { child, output } = await start('--json');
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([status, null]);
    expect(output.stderr).toBe('ready\ncleaned up\n');
    expect(JSON.parse(output.stdout)).toMatchObject({
      error: { code: 'RC_CLI_INTERRUPTED', details: { signal } },
    });
  });

  it('ends at once at the second Ctrl-C, even when it does not listen', async () => {
    const { child, output } = await start('--stubborn');
    child.kill('SIGINT');
    // Two signals in the same moment would be one.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(output.stderr).toBe('ready\n');
  });
});
