import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { systemClock } from '../../src/support/clock/systemClock.ts';

/** A Redis server of its own, which can be stopped without harm to anybody. */
export interface OwnRedis {
  readonly url: string;
  /** Ends it at once, as a crash would. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Starts Redis on `port` of the loopback; it keeps nothing on disk. @throws Error when it does not come up */
export async function startRedis(folder: string, port: number): Promise<OwnRedis> {
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', [...options, '--dir', folder], { stdio: 'ignore' });
    server.once('error', () => {});
    for (let tries = 0; tries < 100; tries += 1) {
      if (await answers(port)) return;
      await systemClock.sleep(50);
    }
    throw new Error('redis-server did not come up (package redis-server).');
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    async stop() {
      if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    },
  };
}
