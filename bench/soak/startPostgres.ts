import { execFile } from 'node:child_process';
import { chown, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const versions = '/usr/lib/postgresql';

/** A PostgreSQL server of its own, which can be stopped without harm to anybody. */
export interface OwnPostgres {
  readonly url: string;
  /** Ends it at once, as a crash would. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** PostgreSQL refuses to run as root. */
const serverUser = async (): Promise<{ uid: number; gid: number } | null> => {
  if (process.getuid?.() !== 0) return null;
  const { stdout } = await run('id', ['-u', 'postgres']);
  const { stdout: group } = await run('id', ['-g', 'postgres']);
  return { uid: Number(stdout), gid: Number(group) };
};

const binaries = async (): Promise<string> => {
  const found = (await readdir(versions).catch(() => [])).sort((a, b) => Number(b) - Number(a))[0];
  if (found === undefined) throw new Error('PostgreSQL is not installed (package postgresql).');
  return join(versions, found, 'bin');
};

/**
 * Makes a cluster in `folder` and starts it on `port` of the loopback.
 * @throws Error where PostgreSQL is not installed
 */
export async function startPostgres(folder: string, port: number): Promise<OwnPostgres> {
  const bin = await binaries();
  const user = await serverUser();
  const data = join(folder, 'postgres');
  await mkdir(data, { mode: 0o700 });
  if (user !== null) {
    await chown(data, user.uid, user.gid);
    // The server's user must be able to walk to its folder.
    const { uid } = await stat(folder);
    if (uid !== user.uid) await run('chmod', ['o+x', folder]);
  }
  const as = { ...(user ?? {}), cwd: data };
  await run(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'roadcrew', '--no-sync'], as);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`;
  const start = async (): Promise<void> => {
    const log = join(data, 'server.log');
    await run(join(bin, 'pg_ctl'), ['-D', data, '-l', log, '-o', settings, '-w', 'start'], as);
  };
  await start();
  return {
    url: `postgres://roadcrew@127.0.0.1:${port}/postgres`,
    start,
    async stop() {
      await run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop'], as).catch(() => {});
    },
  };
}
