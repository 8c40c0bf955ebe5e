import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { keypairFromSeed } from '../../src/bittensor/keys/keypairFromSeed.ts';

/** `/status`, as far as tests look at it. */
export interface MineStatus {
  readonly processes: readonly {
    readonly name: string;
    readonly pid: number | null;
    readonly state: string;
    readonly restarts: number;
  }[];
  readonly leaving: readonly number[];
  readonly custody: { readonly requests: number; readonly bytes: number };
  readonly inference: {
    readonly release: string;
    readonly workers: readonly { readonly pid: number }[];
  } | null;
  readonly configuration: { readonly problem: string | null };
  readonly alerts: readonly { readonly kind: string }[];
}

export interface RunningMine {
  readonly pid: number;
  readonly hotkey: string;
  readonly port: number;
  readonly validator: Keypair;
  readonly configFile: string;
  /** Folder of the temporary files of its processes. */
  readonly temporary: string;
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; body: string }>;
  status(): Promise<MineStatus>;
  /** Asks for the status until it is as wanted. @throws after ten seconds, with the last status */
  until(wanted: (status: MineStatus) => boolean): Promise<MineStatus>;
  pidOf(name: string): Promise<number>;
  readonly restPort: number | null;
  readonly adminPort: number;
  /** What it wrote to standard error so far. */
  log(): string;
  /** The same for standard output. */
  output(): string;
  /** Ends it by a signal. @returns its exit code */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** What is left in its temporary folder. */
  leftovers(): Promise<string[]>;
  /** Kills what may be left and deletes its folder. */
  remove(): Promise<void>;
}

const bin = join(import.meta.dirname, '../../bin/roadcrew.js');
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts `roadcrew mine` as an operator does, in a folder of its own, on free ports of the loopback. */
export async function startMine(options: {
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Address of the hotkey in the wallet of the settings; without it one is named on the command line. */
  readonly walletHotkey?: string;
}): Promise<RunningMine> {
  const folder = await mkdtemp(join(tmpdir(), 'mine-test-'));
  const temporary = await mkdtemp(join(folder, 't-'));
  const validator = keypairFromSeed(Buffer.alloc(32, 3));
  const { walletHotkey } = options;
  const hotkey = walletHotkey ?? keypairFromSeed(Buffer.alloc(32, 7)).address;
  const configFile = join(folder, 'roadcrew.yaml');
  const validators = join(folder, 'validators.txt');
  await writeFile(validators, `${validator.address}\n`);
  const { axon, admin, ...settings } = options.settings ?? {};
  const sections = {
    axon: { host: '127.0.0.1', port: 0, ...axon },
    admin: { port: 0, ...admin },
    ...settings,
  };
  await writeFile(configFile, stringify(sections));
  const words = ['mine', '--json', '--config', configFile, '--validators', validators];
  if (walletHotkey === undefined) words.push('--hotkey', hotkey);
  const child = spawn(process.execPath, [bin, ...words], {
    ...{ cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: temporary, ...options.env },
  });
  let stdout = '';
  let stderr = '';
  const line = Promise.withResolvers<string>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.includes('\n')) line.resolve(stdout);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  void exited.then(() => line.reject(new Error(`it ended: ${stdout}${stderr}`)));
  const ready = JSON.parse(await line.promise) as Record<'axon' | 'admin', { port: number }> & {
    rest: { port: number } | null;
  };

  const get: RunningMine['get'] = async (path, headers = {}) => {
    const response = await fetch(`http://127.0.0.1:${ready.admin.port}${path}`, { headers });
    return { status: response.status, body: await response.text() };
  };
  const status = async (): Promise<MineStatus> => JSON.parse((await get('/status')).body) as MineStatus;
  const until: RunningMine['until'] = async (wanted) => {
    for (let tries = 0; ; tries += 1) {
      const now = await status();
      if (wanted(now)) return now;
      if (tries > 400) throw new Error(`still ${JSON.stringify(now)}\n${stderr}`);
      await wait(25);
    }
  };
  return {
    ...{ pid: child.pid ?? Number.NaN, hotkey, port: ready.axon.port, validator, configFile, temporary },
    ...{ get, status, until, log: () => stderr, output: () => stdout, restPort: ready.rest?.port ?? null },
    adminPort: ready.admin.port,
    async pidOf(name) {
      const { processes } = await until(
        (now) => now.processes.find((one) => one.name === name)?.state === 'ready',
      );
      return processes.find((one) => one.name === name)?.pid ?? Number.NaN;
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
    leftovers: () => readdir(temporary),
    async remove() {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
