import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Deadline } from '../../src/contracts/Deadline.ts';
import type { StageResult } from '../../src/contracts/StageResult.ts';
import { configSchema } from '../../src/models/workers/configSchema.ts';
import { createInferencePool } from '../../src/models/workers/createInferencePool.ts';
import type { InferencePool } from '../../src/models/workers/InferencePool.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { type TestReleaseOptions, writeTestRelease } from './writeTestRelease.ts';

/** A pool of real processes, and what it told its observer. */
export interface TestPool {
  readonly pool: InferencePool;
  readonly batches: number[];
  readonly restarts: string[];
  readonly swaps: string[];
  readonly answered: StageResult[];
  /** Its folder, for further releases. */
  readonly folder: string;
  run(image: Uint8Array, ms?: number, signal?: AbortSignal): Promise<StageResult>;
  pids(): number[];
  close(): Promise<void>;
}

export const inMs = (ms: number): Deadline => ({
  atNs: systemClock.monotonicNs() + BigInt(Math.round(ms * 1e6)),
});

/** What a result is, in a word: `evidence` or the reason why there is none. */
export const outcomeOf = (result: StageResult): string =>
  result.outcome === 'evidence' ? 'evidence' : result.reason;

/** Waits for something that is bound to happen. @throws Error after `limitMs` */
export async function until(what: string, isSo: () => boolean, limitMs = 15_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await systemClock.sleep(10);
  }
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

export async function startTestPool(
  release: TestReleaseOptions = {},
  config: z.input<typeof configSchema> = {},
  { pulseMs = 200 }: { pulseMs?: number } = {},
): Promise<TestPool> {
  const folder = await mkdtemp(join(tmpdir(), 'roadcrew-pool-'));
  await writeTestRelease(join(folder, 'first'), { id: 'first', ...release });
  const test = { batches: [], restarts: [], swaps: [], answered: [] } as Pick<
    TestPool,
    'batches' | 'restarts' | 'swaps' | 'answered'
  > & { batches: number[]; restarts: string[]; swaps: string[]; answered: StageResult[] };
  const pool = await createInferencePool({
    folder: join(folder, 'first'),
    config: configSchema.parse(config),
    ...{ clock: systemClock, random: createRandom('pool'), pulseMs },
    observer: {
      answered: (result) => test.answered.push(result),
      batch: (size) => test.batches.push(size),
      restarted: (reason) => test.restarts.push(reason),
      swapped: (outcome) => test.swaps.push(outcome),
    },
  });
  return {
    ...{ ...test, pool, folder },
    run: (image, ms = 10_000, signal) => pool.stage.run(image, inMs(ms), signal),
    pids: () => pool.health().workers.map(({ pid }) => pid),
    async close() {
      await pool.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
