import { z } from 'zod';
import { type PredictionRecord, predictionOutcomes, requestLanes } from '../contracts/PredictionRecord.ts';

const timings = z.record(z.string().max(64), z.number());
const stage = z.enum(['classifier', 'text-gate', 'florence', 'vlm', 'thinking', 'video', 'burst']);

const stageResult = z.discriminatedUnion('outcome', [
  z.object({
    stage,
    outcome: z.literal('evidence'),
    evidence: z.object({
      probability: z.number().min(0).max(1),
      release: z.string().max(256),
      details: z.record(z.string(), z.unknown()),
    }),
    timings,
  }),
  z.object({
    stage,
    outcome: z.literal('none'),
    reason: z.enum(['undecodable', 'failed', 'late', 'cancelled', 'overloaded', 'neutral', 'not-understood']),
    error: z.object({ code: z.string(), message: z.string() }).exactOptional(),
    timings,
  }),
]);

/** What PostgreSQL cannot store in a text becomes U+FFFD: the character 0 and halves of surrogate pairs. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .transform((value) => value.toWellFormed().replaceAll('\0', '\uFFFD'));

/** A record as it comes out of a thread, a spill file or a database. */
export const recordSchema: z.ZodType<PredictionRecord> = z.object({
  id: z.uuid().toLowerCase(),
  at: z.int().min(0),
  lane: z.enum(requestLanes),
  caller: text(256),
  uuid: text(256).nullable(),
  outcome: z.enum(predictionOutcomes),
  probability: z.number().min(0).max(1).nullable(),
  path: text(256),
  stages: z.array(stageResult).max(32),
  release: text(256).nullable(),
  wallMs: z.number(),
  deadlineLeftMs: z.number(),
  imageHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  perceptualHash: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable(),
  imageBytes: z.int().min(0),
  error: text(256).nullable(),
});
