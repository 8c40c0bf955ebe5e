import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A Python process that stays: tests ask, it answers, many questions at a time. */
export interface PythonPeer {
  /** @throws Error with what Python raised, or with its stderr when the process is gone. */
  ask(question: Readonly<Record<string, unknown>>): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts one of our Python scripts that speak peer.py's protocol.
 * @param python path of the interpreter
 * @param script file name under tests/interop/python
 */
export async function startPython(python: string, script: string): Promise<PythonPeer> {
  // The SDK makes folders in the home directory when it is imported.
  const home = await mkdtemp(join(tmpdir(), 'roadcrew-sdk-'));
  const path = fileURLToPath(new URL(`./python/${script}`, import.meta.url));
  const child = spawn(python, [path], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, HOME: home, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let asked = 0;
  let stderr = '';
  let ended: Error | null = null;

  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-8_000);
  });
  // A process that is gone closes the pipe; `close` tells the story.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, result, error } = JSON.parse(line) as { id: number; result?: unknown; error?: string };
    if (error === undefined) waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(`${script}: ${error}\n${stderr}`));
    waiting.delete(id);
  });
  const closed = new Promise<void>((resolve) => {
    const finish = (error: Error): void => {
      ended = error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      resolve();
    };
    child.once('error', finish);
    child.once('close', (code) => finish(new Error(`${script} ended with ${code}: ${stderr}`)));
  });

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ended !== null) return reject(ended);
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.stdin.write(`${JSON.stringify({ ...question, id: asked })}\n`);
      }),
    async stop() {
      child.stdin.end();
      const cut = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await closed;
      clearTimeout(cut);
      await rm(home, { recursive: true, force: true });
    },
  };
}
