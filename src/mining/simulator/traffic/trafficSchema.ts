import { z } from 'zod';
import { challengeProfileNames } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';

/** What no traffic file may exceed, so that a hostile one costs bounded time and memory. */
export const trafficLimits = {
  /** Of one line, bytes: an image of 16 MiB in base64 and what is said of it. */
  lineBytes: 24 * 2 ** 20,
  imageBytes: 16 * 2 ** 20,
  challenges: 1_000_000,
  answers: 4_000_000,
  /** Unpacked. */
  fileBytes: 64 * 2 ** 30,
} as const;

const count = z.int().min(0).max(trafficLimits.challenges);
const milliseconds = z
  .number()
  .min(0)
  .max(365 * 86_400_000);
const name = z.string().max(500);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The first line. */
const header = z.strictObject({
  type: z.literal('header'),
  format: z.literal('roadcrew-traffic'),
  version: z.literal(1),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  profile: z.enum(challengeProfileNames),
  seed: z.string().max(200),
  validators: z.int().min(1).max(65_536),
  /** `value`: in the lines; `folder`: in the folder beside the file, named by their SHA-256. */
  images: z.enum(['value', 'folder']),
});

/** A challenge as it left, in the order of leaving. Whom it went to and what came back are lines of their own. */
const challenge = z.strictObject({
  type: z.literal('challenge'),
  challenge: count,
  /** After the start of the run. */
  atMs: milliseconds,
  /** Index of the validator; its key and signature are nobody's business later. */
  validator: z.int().min(0).max(65_535),
  kind: z.enum(['scored', 'organic']),
  label: z.union([z.literal(0), z.literal(1), z.null()]),
  source: z.enum(['real', 'rendered', 'replayed']),
  name,
  sha256,
  /** Base64; absent where images lie in the folder. */
  jpeg: z
    .base64()
    .max(Math.ceil((trafficLimits.imageBytes * 4) / 3) + 4)
    .optional(),
});

const answer = z.strictObject({
  type: z.literal('answer'),
  challenge: count,
  miner: name,
  prediction: z.number().min(0).max(1).nullable(),
  latencyMs: milliseconds,
  status: z.int().min(0).max(999),
  failure: name.nullable(),
});

/** The last line; without it the recording was cut off. */
const end = z.strictObject({ type: z.literal('end'), challenges: count, answers: z.int().min(0) });

export const trafficLineSchema = z.discriminatedUnion('type', [header, challenge, answer, end]);

export type TrafficHeader = z.output<typeof header>;
export type TrafficChallenge = z.output<typeof challenge>;
export type TrafficAnswer = z.output<typeof answer>;
export type TrafficEnd = z.output<typeof end>;
export type TrafficLine = TrafficHeader | TrafficChallenge | TrafficAnswer | TrafficEnd;
