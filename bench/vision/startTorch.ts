import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Times } from './timeCalls.ts';

const values = z.array(z.number().nonnegative()).min(1);
const times = z.object({ wall: values, cpu: values });
const timesSchema = z.object({ backbone: times, head: times });
const greetingSchema = z.union([
  z.object({ unfit: z.string() }),
  z.object({
    ...{ torch: z.string(), python: z.string(), power: z.number() },
    differences: z.record(z.string(), z.number()),
  }),
]);

/** Files of the fp32 release, and what our side made of one input. */
export interface TorchTask {
  readonly backbone: string;
  readonly head: string;
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
  readonly features: Float32Array;
  readonly logit: number;
}

/** PyTorch with the same weights, in a process of its own that is idle while it has no order. */
export interface Torch {
  readonly versions: { readonly torch: string; readonly python: string; readonly power: number };
  /** By variant: how far its features are from ONNX Runtime's, of the largest feature. */
  readonly differences: Readonly<Record<string, number>>;
  measure(variant: string, seconds: number): Promise<{ backbone: Times; head: Times }>;
  stop(): Promise<void>;
}

/**
 * Starts PyTorch on the core of this process, rebuilds the network there and proves that it computes the same.
 * @param folder for its inputs
 * @returns or why the network of this release cannot be rebuilt
 * @throws Error when PyTorch gives other features or another logit, or does not start
 */
export async function startTorch(
  python: string,
  task: TorchTask,
  folder: string,
): Promise<Torch | { unfit: string }> {
  const files = { pixels: join(folder, 'pixels.f32'), features: join(folder, 'features.f32') };
  await writeFile(files.pixels, task.pixels);
  await writeFile(files.features, task.features);
  const script = fileURLToPath(new URL('python/time_starter.py', import.meta.url));
  const child = spawn(python, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PyTorch’s side ended with ${code}.`)));
  });
  ended.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (order: object): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(order)}\n`);
    const answer = await Promise.race([lines.next(), ended]);
    if (answer.done) return await ended;
    return JSON.parse(answer.value);
  };
  const stop = async () => {
    child.stdin.end();
    await ended.catch(() => undefined);
  };
  const { backbone, head, width, height, logit } = task;
  const greeting = greetingSchema.parse(await ask({ backbone, head, width, height, logit, ...files }));
  if ('unfit' in greeting) {
    await stop();
    return greeting;
  }
  const { differences, ...versions } = greeting;
  return {
    ...{ versions, differences, stop },
    measure: async (variant, seconds) => timesSchema.parse(await ask({ variant, seconds })),
  };
}
