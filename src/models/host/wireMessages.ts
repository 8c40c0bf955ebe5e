import { z } from 'zod';
import { precisions } from '../../contracts/precisions.ts';
import type { NoEvidenceReason, StageId, StageResult } from '../../contracts/StageResult.ts';
import type { InferenceHealth } from '../workers/InferencePool.ts';

/** JSON of one message, bytes; images travel beside it. Evidence of a later stage may quote a page of text. */
export const headerBytesLimit = 1_048_576;

const id = z.int().min(0);
const lane = z.enum(['challenge', 'background']);

/** What a client says. */
export const clientMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('run'),
    id,
    lane,
    /** `clock.monotonicNs()`, which all processes of a machine share. */
    deadlineNs: z
      .string()
      .regex(/^-?\d{1,20}$/)
      .transform(BigInt),
    /** `Deadline.stake` */
    stake: z
      .string()
      .regex(/^\d{1,30}$/)
      .transform(BigInt)
      .exactOptional(),
  }),
  z.strictObject({ kind: z.literal('cancel'), id }),
]);

const stages = [
  ...(['classifier', 'text-gate', 'florence', 'vlm', 'thinking', 'video', 'burst'] as const),
] as const satisfies readonly StageId[];
const reasons = [
  ...(['undecodable', 'failed', 'late', 'cancelled', 'overloaded', 'neutral', 'not-understood'] as const),
] as const satisfies readonly NoEvidenceReason[];

const stage = z.enum(stages);
const timings = z.record(z.string(), z.number());
const stageResultSchema: z.ZodType<StageResult> = z.discriminatedUnion('outcome', [
  z.strictObject({
    ...{ stage, outcome: z.literal('evidence'), timings },
    evidence: z.strictObject({
      probability: z.number().min(0).max(1),
      release: z.string(),
      details: z.record(z.string(), z.unknown()),
    }),
  }),
  z.strictObject({
    ...{ stage, outcome: z.literal('none'), timings },
    reason: z.enum(reasons),
    error: z.strictObject({ code: z.string(), message: z.string() }).exactOptional(),
  }),
]);

const healthSchema: z.ZodType<InferenceHealth> = z.strictObject({
  release: z.string(),
  precision: z.enum(precisions),
  attempts: z.array(
    z.strictObject({
      provider: z.string(),
      outcome: z.enum(['taken', 'failed', 'not-tried']),
      reason: z.string().exactOptional(),
    }),
  ),
  state: z.enum(['ok', 'degraded', 'down']),
  workers: z.array(
    z.strictObject({
      pid: z.int(),
      state: z.enum(['idle', 'busy', 'silent']),
      heardMsAgo: z.number(),
      residentBytes: z.number(),
    }),
  ),
  missing: z.int(),
  queued: z.int(),
  swapping: z.boolean(),
  problem: z.string().exactOptional(),
});

/** What the inference process says to a client. */
export const hostMessageSchema = z.discriminatedUnion('kind', [
  /** The first that a client hears. */
  z.strictObject({ kind: z.literal('hello'), maxImageBytes: z.int().min(1), health: healthSchema }),
  /** Every second. */
  z.strictObject({ kind: z.literal('health'), health: healthSchema }),
  z.strictObject({ kind: z.literal('result'), id, result: stageResultSchema }),
  /** It takes nothing more, and answers what is running; the rest is for its successor. */
  z.strictObject({ kind: z.literal('closing') }),
]);

export type ClientMessage = z.input<typeof clientMessageSchema>;
export type HostMessage = z.output<typeof hostMessageSchema>;
