import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { keypairFromSeed } from '../../src/bittensor/keys/keypairFromSeed.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { freePort } from '../support/freePort.ts';

/** `roadcrew mine` as an operator starts it, in a folder of its own. */
export interface RunningMine {
  /** Of the supervisor. */
  readonly pid: number;
  readonly hotkey: string;
  readonly port: number;
  readonly validators: readonly Keypair[];
  /** What `/status` of the admin port says, or `null` while nobody answers there. */
  status(): Promise<Record<string, unknown> | null>;
  /** Where its logs go. */
  readonly log: string;
  readonly configFile: string;
  /** Ends it as Ctrl-C does. @returns its exit code */
  stop(): Promise<number | null>;
}

const bin = join(import.meta.dirname, '../../bin/roadcrew.js');
const startLimitMs = 60_000;

/** Keys that everybody knows, for callers of a miner on the loopback. */
const benchKeypair = (name: string): Keypair =>
  keypairFromSeed(Buffer.from(`roadcrew bench ${name}`.padEnd(32, '.').slice(0, 32)));

/**
 * Starts `roadcrew mine` on the loopback and waits until it answers its own health question.
 * @param options.settings sections of the yaml, laid over those that make it run here
 * @throws Error with the end of its log when it does not come up
 */
export async function startMine(options: {
  readonly folder: string;
  /** How many callers with keys of their own it permits. */
  readonly validators: number;
  /** SS58 addresses of others that it permits. */
  readonly callers?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
}): Promise<RunningMine> {
  const { folder, callers = [], settings = {} } = options;
  const validators = Array.from({ length: options.validators }, (_, index) =>
    benchKeypair(`validator ${index}`),
  );
  const hotkey = benchKeypair('miner').address;
  const [port, adminPort] = [await freePort(), await freePort()];
  const validatorsFile = join(folder, 'validators.txt');
  const configFile = join(folder, 'roadcrew.yaml');
  const log = join(folder, 'mine.log');
  const permitted = [...validators.map(({ address }) => address), ...callers];
  await writeFile(validatorsFile, permitted.map((address) => `${address}\n`).join(''));
  // JSON is YAML.
  await writeFile(
    configFile,
    JSON.stringify(
      {
        axon: { host: '127.0.0.1', port },
        admin: { port: adminPort },
        miner: { hotkey },
        metagraph: { validators: validatorsFile },
        ...settings,
      },
      null,
      2,
    ),
  );
  const child = spawn(process.execPath, [bin, 'mine', '--config', configFile], {
    ...{ cwd: folder, env: { PATH: process.env.PATH, HOME: folder }, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const output = createWriteStream(log);
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  let code: number | null | undefined;
  child.once('exit', (status) => {
    code = status;
  });
  const ask = (path: string): Promise<Response | null> =>
    fetch(`http://127.0.0.1:${adminPort}${path}`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  const until = systemClock.now() + startLimitMs;
  for (;;) {
    if ((await ask('/health/ready'))?.ok === true) break;
    if (code !== undefined || systemClock.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`roadcrew mine did not come up; ${log} says why.`);
    }
    await systemClock.sleep(100);
  }
  return {
    ...{ pid: child.pid ?? Number.NaN, hotkey, port, validators, log, configFile },
    async status() {
      const response = await ask('/status');
      return response?.ok === true ? ((await response.json()) as Record<string, unknown>) : null;
    },
    async stop() {
      if (code !== undefined) return code;
      const exited = once(child, 'exit');
      child.kill('SIGINT');
      await exited;
      return code ?? null;
    },
  };
}
