import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listenOnLoopback } from '../listenOnLoopback.ts';

export interface ModelServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A port that was free a moment ago, and the next one (MLServer opens two). */
const findPort = async (): Promise<number> => {
  const probe = createServer();
  const port = await listenOnLoopback(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

/**
 * Starts a real server of the Open Inference Protocol and waits until it has loaded its models.
 * @param script `openInferenceTriton.py` or `openInferenceMlserver.py`
 * @param models paths of ONNX files by the names under which they are served
 * @throws Error with what the server wrote, when it dies or is not ready within two minutes
 */
export async function startModelServer(
  python: string,
  script: string,
  models: Readonly<Record<string, string>>,
): Promise<ModelServer> {
  // Triton's workspace and MLServer's leftovers.
  const home = await mkdtemp(join(tmpdir(), 'roadcrew-model-server-'));
  const port = await findPort();
  const url = `http://127.0.0.1:${port}`;
  const path = fileURLToPath(new URL(`./python/${script}`, import.meta.url));
  const child = spawn(python, [path, JSON.stringify({ port, models })], {
    cwd: home,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Triton's helpers outlive a parent that was killed.
    detached: true,
    env: { ...process.env, HOME: home, TMPDIR: home, PYTHONDONTWRITEBYTECODE: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-8_000);
    });
  }
  child.stdin.on('error', () => undefined);
  let ended = false;
  const closed = new Promise<void>((resolve) => {
    const finish = () => {
      ended = true;
      resolve();
    };
    child.once('error', finish).once('close', finish);
  });
  const stop = async (): Promise<void> => {
    child.stdin.end();
    const killGroup = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // Nobody is left in it.
      }
    };
    const cut = setTimeout(killGroup, 15_000);
    await closed;
    clearTimeout(cut);
    killGroup();
    await rm(home, { recursive: true, force: true });
  };

  const isReady = async (): Promise<boolean> => {
    const names = Object.keys(models).map((name) => `${url}/v2/models/${name}/ready`);
    const replies = names.map((address) => fetch(address, { signal: AbortSignal.timeout(2_000) }));
    const results = await Promise.allSettled(replies);
    return results.every((result) => result.status === 'fulfilled' && result.value.ok);
  };
  const deadline = Date.now() + 120_000;
  while (!(await isReady())) {
    if (ended || Date.now() > deadline) {
      await stop();
      throw new Error(`${script} ${ended ? 'ended' : 'was not ready in time'}: ${output}`);
    }
    await sleep(200);
  }
  return { url, stop };
}
