import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelsCommands } from '../../src/cli/commands/models/commands.ts';
import { runCli } from '../../src/cli/runCli.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { type CommandLineWorld, runCommandLine } from '../support/runCommandLine.ts';
import { type FakeHub, startFakeHub } from './fakeHub.ts';
import { createHurriedClock } from './hurriedClock.ts';

const gated = 'facebook/dinov3-vits16-pretrain-lvd1689m';
const open = 'facebook/dinov2-small';
const token = 'hf_plantedTokenThatMustNotShow';
const weights = Buffer.alloc(200_000, 7);
const files = {
  'config.json': { content: Buffer.from('{}'), large: false },
  'model.safetensors': { content: weights, large: true },
};

let cwd: string;
let hub: FakeHub;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'registry-'));
  hub = await startFakeHub();
  hub.token = token;
  hub.commit(open, files);
  hub.commit(gated, files, true);
  const settings = {
    folder: 'store',
    endpoints: [hub.url],
    tokenEndpoints: [hub.url],
    retries: 1,
    stallSeconds: 600,
  };
  const config = { models: settings };
  writeFileSync(join(cwd, 'roadcrew.yaml'), JSON.stringify(config));
});
afterEach(async () => {
  await hub.close();
  rmSync(cwd, { recursive: true });
});

const models = (args: string[], world: CommandLineWorld = {}) =>
  runCommandLine(['models', ...args], { cwd, clock: createHurriedClock(), ...world });
const json = async (args: string[], world: CommandLineWorld = {}) => {
  const outcome = await models([...args, '--json'], world);
  return { ...outcome, object: JSON.parse(outcome.stdout) };
};

/** A person at a terminal, who answers each question as `answers` says. */
async function atTerminal(args: string[], answers: readonly [string, string][]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const left = [...answers];
  const outcome = { status: -1, stdout: '', stderr: '' };
  outcome.status = await runCli(['models', ...args], {
    env: { HF_TOKEN: token },
    cwd,
    stdin,
    stdout: { write: (text: string) => (outcome.stdout += text) },
    stderr: {
      write: (text: string) => {
        outcome.stderr += text;
        const [question, answer] = left[0] ?? [];
        if (question === undefined || !text.includes(question)) return;
        left.shift();
        setImmediate(() => stdin.write(`${answer}\n`));
      },
    },
    clock: createHurriedClock(),
    interrupt: new AbortController().signal,
    commands: [modelsCommands],
  });
  return { ...outcome, unasked: left.length };
}

describe('roadcrew models', () => {
  it('lists what there is to pull, and what is installed', async () => {
    const before = await json(['list']);
    const find = (object: { models: { id: string }[] }, id: string) =>
      object.models.find((model) => model.id === id);
    expect(find(before.object, open)).toMatchObject({
      state: 'absent',
      bytes: null,
      licence: { name: 'apache-2.0' },
    });
    expect(find(before.object, 'starter')).toMatchObject({ state: 'embedded' });
    await models(['pull', 'dinov2-small', '--yes']);
    const after = await json(['list']);
    expect(find(after.object, open)).toMatchObject({ state: 'installed', bytes: weights.length + 2 });
    const { stdout } = await models(['list']);
    expect(stdout).toMatch(/facebook\/dinov2-small +backbone +21 M +200\.0 kB +apache-2\.0 +open +installed/);
    expect(stdout).toMatch(
      /vitl16-pretrain-lvd1689m +backbone +303 M +~1\.2 GB +dinov3-license \(to be accepted\) +gated +absent/,
    );
  });

  it('pulls, verifies and removes', async () => {
    const dry = await json(['pull', open, '--dry-run']);
    expect(dry.object).toMatchObject({ pulled: false, bytesToFetch: weights.length + 2 });
    expect(readdirSync(cwd)).toEqual(['roadcrew.yaml']);
    const pulled = await json(['pull', open, '--yes']);
    expect(pulled).toMatchObject({ status: 0, object: { pulled: true, id: open } });
    expect(readFileSync(join(pulled.object.folder, 'model.safetensors')).equals(weights)).toBe(true);
    const again = await models(['pull', open]);
    expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining('installed and as locked') });
    expect((await models(['verify'])).stdout).toContain(
      'All 2 files of facebook/dinov2-small are as locked.',
    );
    const file = join(pulled.object.folder, 'config.json');
    writeFileSync(file, '{} ');
    const faulty = await models(['verify', open]);
    expect(faulty.status).toBe(1);
    expect(faulty.stderr).toMatch(
      /RC_REGISTRY_VERIFY_FAILED: 1 of 2 .*\n +facebook\/dinov2-small +config\.json +wrong-size/,
    );
    expect((await json(['verify'])).object.error.details.faults).toEqual([
      { model: open, path: 'config.json', bytes: 2, state: 'wrong-size' },
    ]);
    expect(await models(['pull', open, '--yes'])).toMatchObject({ status: 0 });
    expect(statSync(file).size).toBe(2);
    expect(await models(['remove', open])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('RC_REGISTRY_CONFIRMATION_NEEDED'),
    });
    expect((await json(['remove', open, '--yes'])).object).toMatchObject({ freedBytes: weights.length + 2 });
    expect(await models(['verify'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('No models'),
    });
  });

  it('asks nobody where nobody is, instead of waiting', async () => {
    expect((await json(['pull', open])).object.error.code).toBe('RC_REGISTRY_CONFIRMATION_NEEDED');
    const world = { env: { HF_TOKEN: token } };
    const unaccepted = await json(['pull', gated, '--yes'], world);
    expect(unaccepted).toMatchObject({
      status: 1,
      object: { error: { code: 'RC_REGISTRY_LICENCE_NOT_ACCEPTED' } },
    });
    const wrong = await json(['pull', gated, '--yes', '--accept-licence', 'mit'], world);
    expect(wrong.object.error.code).toBe('RC_REGISTRY_LICENCE_NAME_WRONG');
    expect(hub.requests.some(({ url }) => url.includes('/resolve/'))).toBe(false);
    const accepted = await json(['pull', gated, '--yes', '--accept-licence', 'dinov3-license'], world);
    expect(accepted).toMatchObject({ status: 0, object: { pulled: true } });
    expect(
      JSON.parse(readFileSync(join(cwd, 'store/models.lock.json'), 'utf8')).models[gated].licence,
    ).toMatchObject({
      name: 'dinov3-license',
    });
    // Once accepted, it is not asked for again.
    rmSync(join(accepted.object.folder, 'config.json'));
    expect((await json(['pull', gated, '--yes'], world)).status).toBe(0);
  });

  it('asks a person', async () => {
    const pulled = await atTerminal(
      ['pull', gated],
      [
        ['Type dinov3-license', 'dinov3-license'],
        ['Fetch 200.0 kB? [y/N]', 'y'],
      ],
    );
    expect(pulled).toMatchObject({ status: 0, unasked: 0 });
    expect(pulled.stderr).toContain('https://ai.meta.com/resources/models-and-libraries/dinov3-license');
    expect(await atTerminal(['remove', gated], [['Remove', 'n']])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('RC_REGISTRY_DECLINED'),
    });
    expect(await atTerminal(['pull', open], [['Fetch', '']])).toMatchObject({ status: 1 });
    expect(await atTerminal(['remove', gated], [['Remove', 'yes']])).toMatchObject({ status: 0 });
  });

  it('never prints the token or sends it elsewhere', async () => {
    const worlds = [
      { env: { HF_TOKEN: token } },
      { env: { ROADCREW_MODELS__TOKEN: token } },
      { env: { HF_TOKEN: `${token}\u0001` } },
    ];
    const lines = [
      ['models', 'pull', gated, '--yes', '--accept-licence', 'dinov3-license', '--verbose'],
      ['models', 'pull', gated, '--update', '--yes', '--json', '--verbose'],
      ['models', 'list', '--json'],
      ['config', 'show', '--json'],
    ];
    const faults = [undefined, { kind: 'status', status: 403 }, { kind: 'status', status: 500 }] as const;
    for (const world of worlds) {
      for (const fault of faults) {
        hub.fault = ({ url }) => (url.includes('/resolve/') ? fault : undefined);
        for (const line of lines) {
          const { stdout, stderr } = await runCommandLine(line, {
            cwd,
            clock: createHurriedClock(),
            ...world,
          });
          expect(stdout + stderr).not.toContain(token);
        }
      }
    }
    const carriers = hub.requests.filter((request) => JSON.stringify(request).includes(token));
    expect(carriers.length).toBeGreaterThan(0);
    expect(new Set(carriers.map(({ server }) => server))).toEqual(new Set(['hub']));
    expect(readFileSync(join(cwd, 'store/models.lock.json'), 'utf8')).not.toContain(token);
  });

  it('keeps the token from an endpoint that is not named for it', async () => {
    const args = ['pull', open, '--yes', '--set', 'models.tokenEndpoints=[]'];
    expect(await models(args, { env: { HF_TOKEN: token } })).toMatchObject({ status: 0 });
    expect(hub.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('says how to go on after Ctrl-C', async () => {
    const interrupt = new AbortController();
    hub.fault = ({ server }) => (server === 'cdn' ? { kind: 'stall', after: 100_000 } : undefined);
    // As soon as something was received, however slow this machine is.
    const part = () =>
      readdirSync(cwd, { recursive: true }).find((name) => String(name).endsWith('model.safetensors.part'));
    const watch = setInterval(() => {
      const name = part();
      if (name !== undefined && statSync(join(cwd, String(name))).size > 0) interrupt.abort('SIGINT');
    }, 10);
    const world = { interrupt: interrupt.signal, clock: systemClock };
    const stopped = await models(['pull', open, '--yes'], world).finally(() => clearInterval(watch));
    expect(stopped.status).toBe(130);
    expect(stopped.stderr).toMatch(/RC_REGISTRY_INTERRUPTED[\s\S]*hint: Run the same command again/);
    hub.fault = () => undefined;
    expect(await models(['pull', open, '--yes'])).toMatchObject({ status: 0 });
    expect(hub.requests.at(-1)?.headers.range).toMatch(/^bytes=[1-9]/);
  });

  it('refuses what it does not know, and what needs no pull', async () => {
    const unknown = await models(['pull', 'dinov2-bse']);
    expect(unknown.stderr).toContain('Did you mean dinov2-base?');
    expect((await json(['pull', 'starter'])).object.error.code).toBe('RC_REGISTRY_MODEL_EMBEDDED');
    expect((await models(['pull', open, '--update', '--locked'])).status).toBe(2);
    expect((await json(['remove', open, '--yes'])).object.error.code).toBe('RC_REGISTRY_MODEL_NOT_INSTALLED');
    expect((await json(['verify', open])).object.error.code).toBe('RC_REGISTRY_MODEL_NOT_INSTALLED');
  });

  it('refuses to begin without room', async () => {
    const full = await json(['pull', open, '--yes', '--set', 'models.diskMarginMegabytes=1000000']);
    // A disk with a free terabyte would have room.
    if (full.status === 0) return;
    expect(full.object.error).toMatchObject({ code: 'RC_REGISTRY_DISK_FULL' });
    expect(hub.requests.some(({ url }) => url.includes('/resolve/'))).toBe(false);
  });
});
