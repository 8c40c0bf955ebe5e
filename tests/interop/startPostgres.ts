import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../bench/support/freePort.ts';

/** A PostgreSQL of our own, which a test may stop and start as it likes. */
export interface Postgres {
  readonly url: string;
  /** `immediate`: as a crash. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Where Debian keeps the server's programs; they are in no PATH. */
const findPrograms = (): string => {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(base, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) throw new Error('PostgreSQL is missing: apt-get install postgresql');
  return found;
};

/** PostgreSQL refuses to run as root. */
const findUser = (): { readonly uid: number; readonly gid: number } | null => {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

/**
 * Makes a cluster in a folder of its own and starts it on a free port of loopback.
 * @throws Error with the server's log when it does not come up
 */
export async function startPostgres(): Promise<Postgres> {
  const programs = findPrograms();
  const user = findUser();
  const home = mkdtempSync(join(tmpdir(), 'roadcrew-postgres-'));
  if (user !== null) chownSync(home, user.uid, user.gid);
  const data = join(home, 'data');
  const log = join(home, 'log');
  const password = 'PLANTED-pg-pa55word';
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, password);
  if (user !== null) chownSync(passwordFile, user.uid, user.gid);
  const port = await freePort();

  const run = (program: string, parts: readonly string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = spawn(join(programs, program), parts, { cwd: home, stdio: 'ignore', ...user });
      child.once('error', reject);
      child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program}: ${code}`))));
    });

  await run('initdb', ['-D', data, '-U', 'miner', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-N']);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${home} -c fsync=off`;
  const start = async (): Promise<void> => {
    await run('pg_ctl', ['-D', data, '-l', log, '-o', options, '-w', '-t', '60', 'start']);
  };
  const stop = (mode: 'fast' | 'immediate' = 'fast'): Promise<void> =>
    run('pg_ctl', ['-D', data, '-m', mode, '-w', '-t', '60', 'stop']);
  await start();
  return {
    url: `postgres://miner:${password}@127.0.0.1:${port}/postgres`,
    start,
    stop,
    async close() {
      await stop('immediate').catch(() => undefined);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
