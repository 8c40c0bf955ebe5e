import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../../tests/support/runCommandLine.ts';

const folder = mkdtempSync(join(tmpdir(), 'roadcrew-config-'));
const empty = mkdtempSync(join(tmpdir(), 'roadcrew-config-'));
writeFileSync(join(folder, 'roadcrew.yaml'), 'axon:\n  port: 9000\n  externalPort: 40001\n');
writeFileSync(join(folder, 'other.yaml'), 'wallet: {name: other}\n');
writeFileSync(join(folder, 'broken.yaml'), 'axon:\n  prot: 1\nwallet: {name: ../up}\n');
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(empty, { recursive: true });
});

interface Shown {
  file: string | null;
  values: { path: string; value: unknown; source: string; kind: string }[];
}

const show = async (args: string[], env = {}): Promise<Record<string, [unknown, string]>> => {
  const outcome = await runCommandLine(['config', 'show', '--json', ...args], { cwd: folder, env });
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  const { values } = JSON.parse(outcome.stdout) as Shown;
  return Object.fromEntries(values.map(({ path, value, source }) => [path, [value, source]]));
};

describe('roadcrew config show', () => {
  it('prints each value and where it came from', async () => {
    const values = await show(['--set', 'axon.host=127.0.0.1', '--set', 'logging.level=warn'], {
      ROADCREW_AXON__PORT: '9001',
      ROADCREW_LOGGING__LEVEL: 'debug',
    });
    expect(values).toMatchObject({
      'axon.port': [9001, 'ROADCREW_AXON__PORT'],
      'axon.externalPort': [40001, 'roadcrew.yaml:3'],
      'axon.externalIp': [null, 'default'],
      'axon.host': ['127.0.0.1', '--set'],
      'logging.level': ['warn', '--set'],
      'wallet.name': ['default', 'default'],
    });
  });

  it('prints a table for people, one value a line', async () => {
    const { stdout } = await runCommandLine(['config', 'show'], { cwd: folder });
    expect(stdout.split('\n')).toContainEqual(expect.stringMatching(/^axon\.port +9000 +roadcrew\.yaml:2$/));
    expect(stdout.split('\n')).toContainEqual(expect.stringMatching(/^axon\.externalIp +- +default$/));
  });

  it('takes its file from --config, then ROADCREW_CONFIG, then the folder', async () => {
    expect((await show([]))['axon.port']).toEqual([9000, 'roadcrew.yaml:2']);
    const env = { ROADCREW_CONFIG: 'other.yaml' };
    expect((await show([], env))['wallet.name']).toEqual(['other', 'other.yaml:1']);
    expect((await show(['--config', join(folder, 'roadcrew.yaml')], env))['axon.port']?.[0]).toBe(9000);
  });

  it('refuses a file that is named but missing, and a wrong one with all its faults', async () => {
    for (const [args, env, by] of [
      [['--config', 'none.yaml'], {}, '--config'],
      [[], { ROADCREW_CONFIG: 'none.yaml' }, 'ROADCREW_CONFIG'],
    ] as const) {
      const outcome = await runCommandLine(['config', 'show', ...args], { cwd: folder, env });
      expect(outcome).toMatchObject({ status: 1, stdout: '' });
      expect(outcome.stderr).toContain(
        `RC_CONFIG_FILE_UNREADABLE: The configuration file none.yaml cannot be read: ${by}`,
      );
    }
    const { status, stdout } = await runCommandLine(['config', 'show', '--config', 'broken.yaml', '--json'], {
      cwd: folder,
    });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: 'RC_CONFIG_INVALID',
        details: {
          list: [
            { path: 'axon.prot', source: 'broken.yaml:2', problem: 'is unknown; did you mean axon.port?' },
            { path: 'wallet.name', source: 'broken.yaml:3' },
          ],
        },
      },
    });
  });

  it('refuses --set without a value', async () => {
    expect((await runCommandLine(['config', 'show', '--set', 'axon.port'], { cwd: empty })).status).toBe(2);
  });
});

describe('roadcrew config path', () => {
  it('names the file that is read, or would be', async () => {
    expect(await runCommandLine(['config', 'path'], { cwd: folder })).toEqual({
      status: 0,
      stdout: `${join(folder, 'roadcrew.yaml')}\n`,
      stderr: '',
    });
    const { stdout } = await runCommandLine(['config', 'path', '--json'], { cwd: empty });
    expect(JSON.parse(stdout)).toEqual({
      path: join(empty, 'roadcrew.yaml'),
      chosenBy: 'default',
      exists: false,
    });
  });
});

describe('roadcrew config schema', () => {
  it('prints a JSON Schema that knows every section and refuses others', async () => {
    const { stdout } = await runCommandLine(['config', 'schema', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: {
        axon: { properties: { port: { type: 'integer', default: 8091 } } },
        wallet: {},
        logging: {},
      },
    });
  });
});
