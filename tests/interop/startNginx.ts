import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../bench/support/freePort.ts';

/** The files of deploy/nginx. */
export type NginxFile = 'roadcrew-axon.conf' | 'roadcrew-axon-stream.conf';

export interface Nginx {
  /** On every address of this machine. */
  port: number;
  /** What nginx has logged as an error. */
  log(): string;
  stop(): Promise<void>;
}

const binary = '/usr/sbin/nginx';
// A package of its own in Debian; in the official image it is compiled in.
const streamModule = '/usr/lib/nginx/modules/ngx_stream_module.so';

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const finish = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', finish(true)).once('error', finish(false));
  });

/** nginx.conf as small as it can be around one of our files, everything it writes inside its prefix. */
const mainConfiguration = (file: NginxFile, http: string): string => {
  const stream = file === 'roadcrew-axon-stream.conf';
  return [
    ...(stream && existsSync(streamModule) ? [`load_module ${streamModule};`] : []),
    'worker_processes 1; error_log stderr warn; pid nginx.pid;',
    'events { worker_connections 512; }',
    ...(stream ? [`include ${file};`] : []),
    `http { access_log off; ${http}`,
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`),
    stream ? '}' : `include ${file}; }`,
  ].join('\n');
};

const run = async (prefix: string, args: readonly string[]) => {
  if (!existsSync(binary)) {
    throw new Error(`${binary} is missing. Install nginx-light and libnginx-mod-stream (Debian, Ubuntu).`);
  }
  const child = spawn(binary, ['-p', prefix, '-c', 'nginx.conf', '-e', 'stderr', ...args]);
  const output: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { child, ended, log: () => Buffer.concat(output).toString() };
};

/**
 * Runs a real nginx with a file of deploy/nginx as it is shipped, but for its ports.
 * @param edit changes the text further, for what the test is about
 * @param http directives for the `http` block around it
 * @throws Error with nginx's own words when `nginx -t` does not accept the file
 */
export async function startNginx(
  file: NginxFile,
  axonPort: number,
  { edit = (text: string) => text, http = '' } = {},
): Promise<Nginx> {
  const prefix = await mkdtemp(join(tmpdir(), 'roadcrew-nginx-'));
  // As root, nginx works as another user, who has to reach its temporary files.
  await chmod(prefix, 0o755);
  const shipped = await readFile(
    fileURLToPath(new URL(`../../deploy/nginx/${file}`, import.meta.url)),
    'utf8',
  );
  const port = await freePort();
  const text = edit(shipped)
    .replaceAll(/(?<=listen (?:\[::\]:)?)8091/g, String(port))
    .replaceAll('127.0.0.1:8092', `127.0.0.1:${axonPort}`);
  await writeFile(join(prefix, file), text);
  await writeFile(join(prefix, 'nginx.conf'), mainConfiguration(file, http));

  const test = await run(prefix, ['-t']);
  if ((await test.ended) !== 0) throw new Error(`nginx -t: ${test.log()}`);
  const nginx = await run(prefix, ['-g', 'daemon off;']);
  for (let tries = 0; !(await isOpen(port)); tries += 1) {
    if (tries > 200) throw new Error(`nginx did not open its port: ${nginx.log()}`);
    await sleep(10);
  }
  return {
    port,
    log: nginx.log,
    async stop() {
      nginx.child.kill('SIGTERM');
      await nginx.ended;
      await rm(prefix, { recursive: true, force: true });
    },
  };
}
