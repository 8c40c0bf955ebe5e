import { z } from 'zod';

/** Probability that it strikes a request, 0 to 1. */
const share = z.number().min(0).max(1);
const milliseconds = z.number().min(0).max(86_400_000);

const latency = z.strictObject({
  kind: z.literal('latency'),
  share,
  /** Before the request goes on, and up to so much more or less. */
  ms: milliseconds,
  jitterMs: milliseconds.default(0),
});
const bandwidth = z.strictObject({
  kind: z.literal('bandwidth'),
  share,
  /** In each direction. */
  bytesPerSecond: z.number().min(1).max(1e10),
});
const dribble = z.strictObject({
  kind: z.literal('dribble'),
  share,
  /** The reply comes in pieces of so many bytes, one every so many milliseconds. */
  bytes: z.int().min(1).max(1_000_000),
  everyMs: milliseconds,
});
/** The connection is reset (RST) somewhere inside the request. */
const resetRequest = z.strictObject({ kind: z.literal('reset-request'), share });
/** The same inside the reply: the miner has done its work. */
const resetReply = z.strictObject({ kind: z.literal('reset-reply'), share });
const stall = z.strictObject({
  kind: z.literal('stall'),
  share,
  /** From somewhere inside the request nothing moves for so long; `null`: never again, both ends stay open. */
  forMs: milliseconds.nullable().default(null),
});
/** The same request a second time, on a connection of its own, as an attacker replays it. */
const duplicate = z.strictObject({ kind: z.literal('duplicate'), share });
const refuse = z.strictObject({
  kind: z.literal('refuse'),
  /** After the start nobody listens for `forMs`, and again every `everyMs` if that is given. */
  afterMs: milliseconds,
  forMs: milliseconds.min(1),
  everyMs: milliseconds.min(1).nullable().default(null),
});

const fault = z.discriminatedUnion('kind', [
  latency,
  bandwidth,
  dribble,
  resetRequest,
  resetReply,
  stall,
  duplicate,
  refuse,
]);

/** What goes wrong between validators and miners, as data. */
export const faultPlanSchema = z.strictObject({
  name: z.string().min(1).max(100),
  /** On the way. */
  faults: z.array(fault).max(50).default([]),
  /** Seconds by which the clock of a validator is ahead, by the validator's index; those not named are right. */
  clockSkewS: z.record(z.string().regex(/^\d{1,5}$/), z.number().min(-86_400).max(86_400)).default({}),
  /** Challenges come in bursts instead of one by one: so many at once, every so many milliseconds. */
  burst: z
    .strictObject({ size: z.int().min(1).max(1_000), everyMs: milliseconds.min(1) })
    .nullable()
    .default(null),
});

export type FaultPlan = z.output<typeof faultPlanSchema>;
export type Fault = FaultPlan['faults'][number];
export type FaultKind = Fault['kind'];
