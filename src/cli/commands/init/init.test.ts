import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLeaks, plantedSecrets } from '../../../../tests/support/plantedSecrets.ts';
import { runCommandLine } from '../../../../tests/support/runCommandLine.ts';
import { createManualClock } from '../../../support/clock/createManualClock.ts';
import { commandTable } from '../../commandTable.ts';
import { runCli } from '../../runCli.ts';

let cwd: string;
let file: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'roadcrew-init-'));
  file = join(cwd, 'roadcrew.yaml');
});
afterEach(() => rmSync(cwd, { recursive: true }));

const run = (...args: string[]) => runCommandLine(['init', ...args], { cwd, env: { HOME: cwd } });
const shown = async (): Promise<Record<string, unknown>> => {
  const { stdout } = await runCommandLine(['config', 'show', '--json'], { cwd });
  const { values } = JSON.parse(stdout) as { values: { path: string; value: unknown; kind: string }[] };
  return Object.fromEntries(
    values.filter(({ kind }) => kind === 'file').map(({ path, value }) => [path, value]),
  );
};

/** A terminal where somebody answers by the beginning of each question, and leaves all else empty. */
async function answer(answers: Readonly<Record<string, string>>) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  let asked = '';
  let printed = '';
  const status = await runCli(['init'], {
    env: { HOME: cwd },
    cwd,
    stdin,
    stdout: {
      write: (text: string) => {
        printed += text;
      },
    },
    stderr: {
      write: (text: string) => {
        asked += text;
        if (!text.endsWith(': ')) return;
        const key = Object.keys(answers).find((start) => text.startsWith(start)) ?? '';
        setImmediate(() => stdin.write(`${answers[key] ?? ''}\n`));
      },
    },
    clock: createManualClock(),
    interrupt: new AbortController().signal,
    commands: commandTable,
  });
  return { status, asked, printed };
}

const minerEnv = `# StreetVision Miner Configuration
IMAGE_DETECTOR=ViT
NETUID=72                 # 323 for testnet
SUBTENSOR_NETWORK=finney
export WALLET_NAME="rig wallet"
WALLET_HOTKEY=rig1
MINER_AXON_PORT=9001
AXON_EXTERNAL_IP=203.0.113.7
BLACKLIST_FORCE_VALIDATOR_PERMIT=True
WANDB_API_KEY=a-secret-of-another
`;

describe('roadcrew init', () => {
  it('writes with --yes what the configuration then is, for its owner alone', async () => {
    const { status, stdout, stderr } = await run('--yes');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Wrote ${file}`);
    expect(stdout).toContain('roadcrew mine');
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(await shown()).toMatchObject({ 'wallet.name': 'default', 'axon.port': 8091 });
    expect(readFileSync(file, 'utf8')).toContain(
      '  # Port to listen on; 0 lets the system choose.\n  port: 8091',
    );
  });

  it('replaces nothing unasked, and keeps what it replaces', async () => {
    writeFileSync(file, 'axon: {port: 1234}\n');
    expect(await run('--yes')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('RC_SETUP_FILE_EXISTS'),
    });
    expect(readFileSync(file, 'utf8')).toBe('axon: {port: 1234}\n');
    const { stdout } = await run('--yes', '--force', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ written: true, file, backup: `${file}.bak` });
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe('axon: {port: 1234}\n');
    expect((await shown())['axon.port']).toBe(8091);
  });

  it('prints with --stdout and writes nothing', async () => {
    const { stdout } = await run('--yes', '--stdout');
    expect(stdout).toContain('\naxon:\n');
    expect(existsSync(file)).toBe(false);
  });

  it('writes where --config says', async () => {
    mkdirSync(join(cwd, 'etc'));
    await run('--yes', '--config', 'etc/miner.yaml');
    expect(existsSync(join(cwd, 'etc', 'miner.yaml'))).toBe(true);
  });

  it('says where nobody can be asked what to do', async () => {
    expect(await run()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('RC_SETUP_ANSWERS_NEEDED'),
    });
    expect(await run('--json')).toMatchObject({ status: 1 });
    expect(existsSync(file)).toBe(false);
  });

  it('asks on a terminal, and takes what is typed', async () => {
    const { status, asked } = await answer({ 'Name of the wallet': 'typed', 'Port that validators': '9005' });
    expect(status).toBe(0);
    expect(asked).toContain('Name of the wallet [default]: ');
    expect(await shown()).toMatchObject({ 'wallet.name': 'typed', 'axon.port': 9005 });
  });

  it('makes a token for the REST API, and keeps its hash alone', async () => {
    const { printed } = await answer({ 'Port of the plain REST API': '9006' });
    expect((await shown())['rest.port']).toBe(9006);
    const [token = ''] = /rc_[\w-]{43}/.exec(printed) ?? [];
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(createHash('sha256').update(token).digest('hex'));
    expect(text).not.toContain(token);
  });
});

describe('roadcrew init --from-env', () => {
  it('moves over from the Python miner, and lists what it leaves', async () => {
    writeFileSync(join(cwd, 'miner.env'), minerEnv.replaceAll('\n', '\r\n'));
    const { status, stdout } = await run('--from-env', 'miner.env');
    expect(status).toBe(0);
    expect(stdout).toContain('MINER_AXON_PORT is now axon.port: 9001');
    expect(stdout).toContain('  SUBTENSOR_NETWORK: the miner talks to no chain yet');
    expect(stdout).not.toContain('a-secret-of-another');
    expect(await shown()).toMatchObject({
      'wallet.name': 'rig wallet',
      'wallet.hotkey': 'rig1',
      'axon.port': 9001,
      'axon.externalIp': '203.0.113.7',
    });
  });

  it('tells programs the same', async () => {
    writeFileSync(join(cwd, 'miner.env'), minerEnv);
    const { stdout } = await run('--from-env', 'miner.env', '--json', '--stdout');
    expect(JSON.parse(stdout)).toMatchObject({
      written: false,
      values: { 'axon.port': 9001 },
      moved: {
        taken: expect.arrayContaining([{ name: 'WALLET_HOTKEY', path: 'wallet.hotkey' }]),
        notTaken: expect.arrayContaining([expect.objectContaining({ name: 'NETUID', line: 3 })]),
      },
    });
  });

  it('names bad lines, values that fit nothing, and files that are none', async () => {
    const env = join(cwd, 'miner.env');
    writeFileSync(env, 'A=1\nB = 2\nC="3\n');
    expect((await run('--from-env', 'miner.env')).stderr).toMatch(
      /RC_SETUP_ENV_INVALID.*\n +line 2: .*\n +line 3: /,
    );
    writeFileSync(env, 'MINER_AXON_PORT=70000');
    expect((await run('--from-env', 'miner.env')).stderr).toMatch(
      /RC_CONFIG_INVALID[\s\S]*axon\.port \(MINER_AXON_PORT\)/,
    );
    expect((await run('--from-env', 'none.env')).stderr).toContain('RC_SETUP_ENV_UNREADABLE');
    writeFileSync(env, Buffer.from([0x41, 0x3d, 0xff, 0xfe]));
    expect((await run('--from-env', 'miner.env')).stderr).toContain('it is not UTF-8 text');
    writeFileSync(env, '#'.repeat(70_000));
    expect((await run('--from-env', 'miner.env')).stderr).toContain('larger');
    expect(existsSync(file)).toBe(false);
  });

  it('refuses a file with a key in it, and repeats nothing of it', async () => {
    const { mnemonic12, privateKey, bareKey, seed } = plantedSecrets;
    for (const secret of [mnemonic12, privateKey, bareKey, seed]) {
      writeFileSync(join(cwd, 'miner.env'), `NETUID=72\nNOTE=${secret}\nbad line\n`);
      for (const args of [[], ['--json'], ['--verbose']]) {
        const { status, stdout, stderr } = await run('--from-env', 'miner.env', ...args);
        expect(status).toBe(1);
        expect(stdout + stderr).toContain('RC_SETUP_ENV_HOLDS_KEY');
        expect(stdout + stderr).toContain('line 2');
        expect(findLeaks(stdout + stderr)).toEqual([]);
      }
    }
    expect(existsSync(file)).toBe(false);
  });
});
