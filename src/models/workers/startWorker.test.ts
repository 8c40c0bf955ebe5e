import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { colourImage } from '../../../tests/models/colourImage.ts';
import {
  isAlive,
  outcomeOf,
  startTestPool,
  type TestPool,
  until,
} from '../../../tests/models/startTestPool.ts';
import { writeTestRelease } from '../../../tests/models/writeTestRelease.ts';

let grey: Uint8Array;
let red: Uint8Array;
let test: TestPool | undefined;
beforeAll(async () => {
  grey = await colourImage(90, 100, 110);
  red = await colourImage(255, 0, 0);
});
afterEach(async () => {
  await test?.close();
  test = undefined;
  vi.unstubAllEnvs();
});

// Real processes need their time on a busy machine.
describe('a worker process', { timeout: 60_000 }, () => {
  it('ends by itself when its host is killed', async () => {
    const host = fileURLToPath(new URL('../../../tests/models/hostPool.ts', import.meta.url));
    const child = spawn(process.execPath, [host], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const [line] = (await once(lines, 'line')) as [string];
    const { pids, folder } = JSON.parse(line) as { pids: number[]; folder: string };
    expect(pids.map(isAlive)).toEqual([true, true]);
    child.kill('SIGKILL');
    await until('the workers end', () => !pids.some(isAlive));
    await rm(folder, { recursive: true });
  });

  it.runIf(process.platform === 'linux')('is given no secret of its host', async () => {
    vi.stubEnv('ROADCREW_WALLET_PASSWORD', 'correct horse');
    test = await startTestPool();
    const environment = readFileSync(`/proc/${test.pids()[0]}/environ`, 'latin1');
    expect(environment).toContain('MALLOC_ARENA_MAX=2');
    expect(environment).not.toContain('correct horse');
  });

  it('goes on when Ctrl-C or a stop reaches the whole group: the host decides', async () => {
    test = await startTestPool();
    const pids = test.pids();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(pids[0] ?? 0, signal);
    expect(outcomeOf(await test.run(grey))).toBe('evidence');
    expect(test.pids()).toEqual(pids);
  });

  it('is replaced, a fresh one first, when it has grown beyond its ceiling', async () => {
    test = await startTestPool({ onRed: { bytes: 400e6 } }, { memoryCeilingMb: 400 });
    const [old = 0] = test.pids();
    expect(outcomeOf(await test.run(red))).toBe('evidence');
    await until('it is being replaced', () => test?.pids()[0] !== old);
    expect(test.pids()).toHaveLength(1);
    expect(test.restarts).toEqual(['memory']);
    expect(outcomeOf(await test.run(grey))).toBe('evidence');
    await until('the old one is gone', () => !isAlive(old));
  });

  it('stays when it is above its ceiling from the start, since a fresh one would be no better', async () => {
    test = await startTestPool({}, { memoryCeilingMb: 64 });
    const pids = test.pids();
    expect(outcomeOf(await test.run(grey))).toBe('evidence');
    expect(test.pids()).toEqual(pids);
    expect(test.restarts).toEqual([]);
  });

  it('is noticed when it is silent, though it has nothing to do', async () => {
    test = await startTestPool({}, { hangSeconds: 1 }, { pulseMs: 100 });
    const [pid = 0] = test.pids();
    process.kill(pid, 'SIGSTOP');
    await until('it counts as silent', () => test?.pool.health().state === 'down');
    await until('it is killed', () => !isAlive(pid));
    expect(outcomeOf(await test.run(grey))).toBe('evidence');
    expect(test.restarts).toEqual(['hung']);
  });

  it('is started again and again, and the pool says so when none comes up', async () => {
    test = await startTestPool();
    const folder = join(test.folder, 'first');
    await rm(folder, { recursive: true });
    process.kill(test.pids()[0] ?? 0, 'SIGKILL');
    await until('there is little hope', () => test?.pool.health().problem !== undefined);
    expect(test.pool.health()).toMatchObject({ state: 'down', missing: 1 });
    expect(await test.run(grey)).toMatchObject({
      ...{ reason: 'failed', error: { code: 'RC_WORKERS_NONE_READY' } },
    });
    await writeTestRelease(folder, { id: 'first' });
    await until('it is back', () => test?.pool.health().state === 'ok');
    expect(outcomeOf(await test.run(grey))).toBe('evidence');
  });
});
