import { z } from 'zod';
import { precisions } from '../../contracts/precisions.ts';
import { defaultDecodeLimits } from '../../imaging/decodeLimits.ts';
import { serverSchema } from './serverSchema.ts';

const { maxBytes, maxPixels, maxSide, timeoutMs } = defaultDecodeLimits;
const limits = { maxBytes, maxPixels, maxSide, timeoutMs };

const section = z.strictObject({
  workers: z.int().min(1).max(64).default(1).describe('Processes that each hold the release and run it.'),
  threads: z
    .int()
    .min(1)
    .max(256)
    .default(1)
    .describe('Threads of one worker on the CPU; an int8 model gains more from workers than from threads.'),
  providers: z
    .array(z.string().min(1))
    .min(1)
    .default(['cpu'])
    .describe('Where to run, tried in this order: tensorrt, cuda, webgpu, cpu.'),
  server: serverSchema.optional(),
  deviceId: z.int().min(0).max(255).optional().describe('Which GPU, from 0.'),
  precision: z
    .enum(precisions)
    .optional()
    .describe('Variant of the release; without it the first, with a server the first that has no file.'),
  batch: z
    .strictObject({
      maxSize: z.int().min(1).max(256).default(1).describe('Images that are run at once.'),
      windowMs: z
        .number()
        .min(0)
        .max(1_000)
        .default(5)
        .describe('How long an image waits for others to fill a batch; a batch of 1 never waits.'),
    })
    .prefault({}),
  queue: z.int().min(1).max(100_000).default(64).describe('Images that may wait; more are refused.'),
  budgetMs: z
    .number()
    .positive()
    .max(60_000)
    .default(1_000)
    .describe('Assumed time of a batch until 50 were measured.'),
  hangSeconds: z
    .number()
    .positive()
    .max(600)
    .default(30)
    .describe('Silence, or time for one batch, after which a worker counts as stuck and is replaced.'),
  startSeconds: z
    .number()
    .positive()
    .max(3_600)
    .default(300)
    .describe('Time for a worker to load its model and warm up.'),
  memoryCeilingMb: z
    .int()
    .min(64)
    .max(1_048_576)
    .default(4_096)
    .describe('Resident memory, MiB, beyond which a worker is replaced by a fresh one.'),
  niceness: z
    .int()
    .min(0)
    .max(19)
    .default(0)
    .describe('How much workers give way to other processes: 0 not at all, 19 always.'),
  image: z
    .strictObject({
      maxBytes: z
        .int()
        .min(1_024)
        .max(268_435_456)
        .default(limits.maxBytes)
        .describe('Largest encoded image, bytes.'),
      maxPixels: z
        .int()
        .min(1_024)
        .max(268_435_456)
        .default(limits.maxPixels)
        .describe('Most pixels of an image; each takes 3 bytes and more while decoding.'),
      maxSide: z
        .int()
        .min(32)
        .max(65_535)
        .default(limits.maxSide)
        .describe('Longest side of an image, pixels.'),
      timeoutMs: z
        .int()
        .min(10)
        .max(60_000)
        .default(limits.timeoutMs)
        .describe('Time to decode an image, milliseconds.'),
    })
    .prefault({}),
});

/** The part of the configuration that belongs to inference. */
export const configSchema = section.refine(
  ({ server, hangSeconds }) => server === undefined || server.timeoutMs < hangSeconds * 1_000,
  {
    path: ['server', 'timeoutMs'],
    error: 'must be shorter than hangSeconds, or the worker would count as stuck',
  },
);

/** Configuration of inference, all defaults filled in. */
export type InferenceConfig = z.output<typeof configSchema>;
