import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { freePort } from '../support/freePort.ts';

/** A server in a process of its own, pinned to one core, that answers. */
export interface RunningServer {
  pid: number;
  port: number;
  /** SS58 address of the miner that it serves. */
  hotkey: string;
  versions: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Ready {
  port: number;
  hotkey: string;
  versions: Record<string, string>;
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const impatient = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(impatient);
};

const readReady = (child: ChildProcess, name: string): Promise<Ready> =>
  new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error(`${name} did not start within 60 seconds.`)), 60_000);
    const fail = (why: string): void => {
      clearTimeout(tooLate);
      reject(new Error(`${name} ${why}`));
    };
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal} before it answered.`));
    if (!child.stdout) return fail('has no output.');
    // Libraries may print before; ours is the first line that is an object.
    createInterface(child.stdout).on('line', (line) => {
      if (!line.startsWith('{')) return;
      clearTimeout(tooLate);
      resolve(JSON.parse(line) as Ready);
    });
  });

/**
 * Starts `command` with a free port and `identity` as its further arguments, and waits until it answers.
 * @param cores on which all its threads run, as taskset wants them
 */
export async function startServer(
  name: string,
  command: readonly string[],
  identity: readonly string[],
  cores: string,
): Promise<RunningServer> {
  const port = await freePort();
  // taskset replaces itself by the command, so the child's id is the server's.
  const child = spawn('taskset', ['-c', cores, ...command, String(port), ...identity], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => undefined);
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async (): Promise<void> => {
    await end(child);
    process.removeListener('exit', killAtExit);
  };
  try {
    const ready = await readReady(child, name);
    return { pid: child.pid ?? 0, ...ready, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
