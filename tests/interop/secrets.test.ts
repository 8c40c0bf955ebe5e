import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { findProcesses } from '../../bench/mine/findProcesses.ts';
import { freePort } from '../../bench/support/freePort.ts';
import { keypairFromSeed } from '../../src/bittensor/keys/keypairFromSeed.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { listenOnLoopback } from '../listenOnLoopback.ts';
import { capture } from '../mining/capture.ts';
import {
  elsewhere,
  environment,
  inEnvironment,
  inFile,
  leaksIn,
  plantedConfiguration,
  plantedForms,
  writePlantedWallet,
} from '../mining/plantedMiner.ts';
import { sendRaw } from '../mining/sendRaw.ts';
import { type RunningMine, startMine } from '../mining/startMine.ts';
import { makePicture, toSharp } from '../support/pictures.ts';
import { readTree } from '../support/readTree.ts';
import { runCommandLine } from '../support/runCommandLine.ts';

// One miner with a secret wherever it takes one, through good and bad days; then everything that it left is searched.

const run = promisify(execFile);
const bin = join(import.meta.dirname, '../../bin/roadcrew.js');
/** Everything that was found, by where. */
const found = new Map<string, string>();
const posts: { readonly path: string; readonly body: string }[] = [];
let hooks = 0;
const hook = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part: string) => {
    body += part;
  });
  request.on('end', () => {
    posts.push({ path: request.url ?? '', body });
    hooks += 1;
    response.writeHead(hooks === 1 ? 500 : 204).end();
  });
});

const minerKey = keypairFromSeed(Buffer.alloc(32, 41));
let mine: RunningMine;
let home: string;
let hookPort: number;
let deadPort: number;
let picture: Buffer;
let config: Record<string, Record<string, unknown>>;

/** A command beside the miner, with its settings. @returns its exit code; all that it wrote is kept to be searched */
const roadcrew = async (args: string[], env: Record<string, string> = {}): Promise<number> => {
  const { status, stdout, stderr } = await runCommandLine([...args, '--config', mine.configFile], {
    ...{ cwd: home, clock: systemClock, env: { HOME: home, ...environment, ...env } },
  });
  found.set(`${args.slice(0, 3).join(' ')} #${found.size}`, `${stdout}${stderr}`);
  return status;
};
/** `roadcrew mine`, which does not start. */
const failToMine = async (): Promise<void> => {
  const words = [bin, 'mine', '--verbose', '--config', mine.configFile];
  const env = { PATH: process.env.PATH, HOME: home, ...environment };
  const failed = await run(process.execPath, words, { cwd: home, env }).then(
    () => ({ stdout: '', stderr: '' }),
    (error: { stdout: string; stderr: string }) => error,
  );
  expect(failed.stderr).toContain('RC_');
  found.set(`mine #${found.size}`, failed.stdout + failed.stderr);
};

const lookAtProcesses = async (): Promise<void> => {
  const read = (pid: number, what: string) => readFile(`/proc/${pid}/${what}`, 'latin1').catch(() => '');
  let readable = 0;
  for (const pid of findProcesses(mine.pid, 'roadcrew')) {
    const [words, variables] = [await read(pid, 'cmdline'), await read(pid, 'environ')];
    // What hid the variables of processes would hide their secrets, too.
    if (variables.includes('MALLOC_ARENA_MAX')) readable += 1;
    found.set(`process ${pid}`, `${pid}\n${words}\n${variables}`);
  }
  // Inference, its worker, the miner, the admin process.
  expect(readable).toBeGreaterThanOrEqual(4);
  found.set('command line of the supervisor', await readFile(`/proc/${mine.pid}/cmdline`, 'latin1'));
};
const lookAtPages = async (when: string): Promise<void> => {
  for (const path of ['/metrics', '/status', '/health/live', '/health/ready', '/nothing']) {
    found.set(`${path} ${when}`, (await mine.get(path)).body);
  }
};
const rest = async (
  token: string,
  path = '/v1/predictions',
  body: Uint8Array<ArrayBuffer> | null = new Uint8Array(picture),
) => {
  const response = await fetch(`http://127.0.0.1:${mine.restPort}${path}`, {
    ...{ method: 'POST', body, headers: { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg' } },
  });
  found.set(`REST #${found.size}`, `${await response.text()}${JSON.stringify([...response.headers])}`);
  return response.status;
};
const raw = async (port: number, text: string): Promise<void> => {
  found.set(`raw #${found.size}`, await sendRaw(port, text));
};
const reload = async (text: string, isDone: (problem: string | null) => boolean): Promise<void> => {
  await writeFile(mine.configFile, text);
  process.kill(mine.pid, 'SIGHUP');
  await mine.until(({ configuration: { problem } }) => isDone(problem));
  found.set(`status #${found.size}`, (await mine.get('/status')).body);
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'roadcrew-secrets-'));
  hookPort = await listenOnLoopback(hook);
  deadPort = await freePort();
  picture = await toSharp(makePicture(320, 240)).jpeg().toBuffer();
  await writePlantedWallet(home, minerKey);
  config = plantedConfiguration(home, hookPort, deadPort);
  mine = await startMine({ settings: config, env: environment, walletHotkey: minerKey.address });
}, 60_000);
afterAll(async () => {
  await mine?.remove();
  hook.close();
  await rm(home, { recursive: true, force: true });
});

describe.runIf(process.platform === 'linux')('planted secrets', { timeout: 120_000 }, () => {
  it('are used, by a miner that is asked everything', async () => {
    const image = picture.toString('base64');
    const valid = capture(mine, image);
    expect(await valid.send()).toBe('answered');
    expect(await valid.send()).toBe('RC_AXON_NONCE_REPLAYED');
    const stranger = {
      port: mine.port,
      hotkey: mine.hotkey,
      validator: keypairFromSeed(Buffer.alloc(32, 9)),
    };
    expect(await capture(stranger, image).send()).toMatch(/^RC_AXON_/);
    expect(
      await capture(
        { ...stranger, validator: mine.validator, hotkey: stranger.validator.address },
        image,
      ).send(),
    ).toMatch(/^RC_AXON_/);
    expect(await capture(mine, 'bm8gaW1hZ2U=').send()).toBe('answered');
    await raw(
      mine.port,
      `GET /${elsewhere.wrongToken} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${elsewhere.wrongToken}\r\n\r\n`,
    );
    await raw(mine.port, `${elsewhere.wrongToken}\r\n\r\n`);
    await raw(mine.restPort ?? 0, `${elsewhere.wrongToken} / HTTP/1.1\r\n\r\n`);
    expect(await rest(inFile.restToken)).toBe(200);
    expect(await rest(elsewhere.wrongToken)).toBe(401);
    expect(await rest(elsewhere.wrongToken, `/v1/predictions?token=${elsewhere.wrongToken}`)).toBe(401);
    expect(await rest(inFile.restToken, `/${elsewhere.wrongToken}`)).toBe(404);
    expect(await rest(inFile.restToken, `/v1/predictions?timeoutMs=${elsewhere.wrongToken}`)).toBe(400);
    expect(
      await rest(inFile.restToken, '/v1/predictions', new Uint8Array(Buffer.from(elsewhere.wrongToken))),
    ).toBeGreaterThanOrEqual(400);
    await lookAtPages('at work');
    await lookAtProcesses();
  });

  it('stand on lines of files that are wrong', async () => {
    const isBad = (problem: string | null) => problem !== null;
    const wrong = [
      `alerts: {webhook:http://127.0.0.1/${inFile.webhookPath}}`,
      `limits:\n  redis: ${elsewhere.typedPassword}\n`,
      `limits:\n  redis: "redis://x:${inFile.redisPassword}@127.0.0.1:1" x\n`,
      `limits:\n  redis: http://x:${inFile.redisPassword}@127.0.0.1:1\n`,
      `limits: [${inFile.redisPassword}\n`,
      `records:\n  database: [${inFile.databasePassword}]\n  ${inFile.databasePassword}\n`,
      stringify({ rest: { port: 0, tokens: [{ name: 'x', token: `${inFile.restToken} ` }] } }),
      // On another line than the one before, so that its problem is another one.
      `\n${stringify({ rest: { port: 0, tokens: [{ name: inFile.restToken, token: 'short' }] } })}`,
    ];
    let before: string | null = null;
    for (const text of wrong) {
      await reload(text, (problem) => isBad(problem) && problem !== before);
      before = (await mine.status()).configuration.problem;
      await roadcrew(['config', 'show']);
    }
    await failToMine();
    const server = stringify({
      ...config,
      inference: { server: { url: `http://127.0.0.1:${deadPort}`, token: elsewhere.serverToken } },
    });
    await reload(server, (problem) => problem === null);
    await failToMine();
    const next = { ...config, alerts: { webhook: `http://127.0.0.1:${hookPort}/${inFile.nextWebhookPath}` } };
    await reload(stringify(next), (problem) => problem === null);
    await reload('nonsense: 1', isBad);
    await expect
      .poll(() => posts.map(({ path }) => path), { timeout: 10_000 })
      .toContain(`/${inFile.nextWebhookPath}`);
    expect(posts.map(({ path }) => path)).toContain(`/${inFile.webhookPath}`);
    await reload(stringify(next), (problem) => problem === null);
    expect(await roadcrew(['config', 'show'])).toBe(0);
    expect(await roadcrew(['config', 'show', '--json', '--verbose'])).toBe(0);
  });

  it('survive crashes, upgrades, simulations and the end', async () => {
    process.kill(await mine.pidOf('miner'), 'SIGKILL');
    await mine.until(({ processes }) =>
      processes.some(({ name, restarts, state }) => name === 'miner' && restarts > 0 && state === 'ready'),
    );
    process.kill(mine.pid, 'SIGUSR2');
    await expect.poll(mine.log, { timeout: 20_000 }).toContain('The new miner answers');
    const photos = join(home, 'photos');
    await mkdir(photos);
    await writeFile(join(photos, 'a.jpg'), picture);
    await writeFile(join(home, 'photos.csv'), 'file,label\na.jpg,1\n');
    await writeFile(join(home, 'keys'), `${elsewhere.validatorSeed}\n`, { mode: 0o600 });
    const validator = keypairFromSeed(Buffer.from(elsewhere.validatorSeed.slice(2), 'hex'));
    await writeFile(
      join(dirname(mine.configFile), 'validators.txt'),
      `${mine.validator.address}\n${validator.address}\n`,
    );
    await expect
      .poll(async () => JSON.stringify(await mine.status()), { timeout: 10_000 })
      .toContain('"validators":2');
    const simulation = [
      ...['simulate', '--target', `127.0.0.1:${mine.port}`, '--hotkey', mine.hotkey, '--validators', '1'],
      ...[
        '--keys',
        join(home, 'keys'),
        '--images',
        photos,
        '--manifest',
        join(home, 'photos.csv'),
        '--challenges',
        '2',
      ],
      ...['--report', join(home, 'out/report.html'), '--record', join(home, 'out/traffic.jsonl')],
    ];
    await mkdir(join(home, 'out'));
    expect(await roadcrew([...simulation, '--json', '--verbose'])).toBe(0);
    await lookAtPages('at the end');
    await lookAtProcesses();
    expect(await mine.stop()).toBe(143);
    found.set('standard error', mine.log());
    found.set('standard output', mine.output());
    found.set('spilled records', await readTree(join(home, 'records')));
    expect(found.get('spilled records')?.includes(mine.validator.address)).toBe(true);
    found.set('simulation', await readTree(join(home, 'out')));
    expect(found.get('simulation')?.includes('Simulation of miner')).toBe(true);
    found.set('webhook', JSON.stringify(posts.map(({ body }) => body)));
    for (const [index, args] of [
      ['list'],
      ['stats', '--json'],
      ['export', '--out', 'never.csv'],
      ['prune'],
    ].entries()) {
      expect([index, await roadcrew(['records', ...args])]).not.toEqual([index, 0]);
    }
  });

  it('do not follow the records into a database', async () => {
    const database = join(home, 'late.sqlite');
    // The file at the side keeps its secrets; the environment outranks its database.
    const late = await startMine({
      settings: config,
      env: { ...environment, ROADCREW_RECORDS__DATABASE: database },
      walletHotkey: minerKey.address,
    });
    await expect
      .poll(async () => (await late.get('/status')).body, { timeout: 20_000 })
      .toMatch(/"spilled":0[,}]/);
    const image = picture.toString('base64');
    expect(await capture(late, image).send()).toBe('answered');
    expect(await late.stop()).toBe(143);
    found.set('second log', late.log());
    const env = { ROADCREW_RECORDS__DATABASE: database };
    expect(await roadcrew(['records', 'list', '--limit', '100'], env)).toBe(0);
    const listed = [...found.values()].at(-1) ?? '';
    expect(listed).toContain('dashboard');
    expect(await roadcrew(['records', 'list', '--json'], env)).toBe(0);
    const [id = ''] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec([...found.values()].at(-1) ?? '') ?? [];
    expect(await roadcrew(['records', 'show', id, '--json'], env)).toBe(0);
    for (const format of ['csv', 'jsonl']) {
      expect(
        await roadcrew(['records', 'export', '--out', join(home, `all.${format}`), '--format', format], env),
      ).toBe(0);
      found.set(`export ${format}`, await readFile(join(home, `all.${format}`), 'utf8'));
    }
    expect(await roadcrew(['records', 'stats', '--json'], env)).toBe(0);
    found.set('database', await readFile(database, 'latin1'));
    expect(found.get('database')?.includes(mine.validator.address)).toBe(true);
    await late.remove();
  });

  it('would be found where they may be, and are nowhere else', async () => {
    const file = stringify(config);
    expect(leaksIn(file)).toEqual(Object.keys(inFile).filter((name) => name !== 'nextWebhookPath'));
    expect(leaksIn(JSON.stringify(environment))).toEqual(Object.keys(inEnvironment));
    expect(leaksIn(await readTree(join(home, 'wallets')))).toEqual([
      'mnemonic',
      'coldMnemonic',
      'seed',
      'privateKey',
    ]);
    for (const { name, form } of plantedForms) expect(leaksIn(`x${form}y`)).toContain(name);
    const leaks = [...found].map(([where, text]) => [where, leaksIn(text)] as const);
    expect(leaks.filter(([, names]) => names.length > 0)).toEqual([]);
    expect(found.size).toBeGreaterThan(40);
    expect([...found].filter(([, text]) => text === '').map(([where]) => where)).toEqual([]);
  });
});
