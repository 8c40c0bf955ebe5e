import { z } from 'zod';

// What travels over the API. openapi.json is made of these, so they are the only place where it is written down.

/** Content types of an image that is sent as it is. */
export const imageTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

export const predictionRequestSchema = z.strictObject({
  image: z
    .string()
    .min(1)
    .meta({ contentEncoding: 'base64' })
    .describe(
      'A JPEG, PNG or WebP in standard base64 with padding (RFC 4648, section 4); a data: prefix is allowed.',
    ),
});

const milliseconds = z.number().min(0);

export const stageSchema = z.strictObject({
  stage: z.string().describe('Which model looked.'),
  outcome: z.enum(['evidence', 'none']),
  probability: z.number().min(0).max(1).optional().describe('Of roadwork, where the stage had evidence.'),
  release: z.string().optional().describe('The release that spoke, where the stage had evidence.'),
  reason: z.string().optional().describe('Why the stage had none.'),
  timings: z.record(z.string(), milliseconds).describe('Milliseconds by part of the work.'),
});

export const predictionSchema = z.strictObject({
  id: z.uuid().describe('Of this request, as in the records of the service.'),
  probability: z
    .number()
    .min(0)
    .max(1)
    .describe('Of roadwork, calibrated to a prior of one half; never 0.5.'),
  roadwork: z.boolean().describe('Whether the probability is above one half.'),
  basis: z
    .literal('evidence')
    .describe('What the answer rests on; without evidence there is an error instead.'),
  release: z.string().describe('The release that decided.'),
  wallMs: milliseconds.describe('From the headers of the request to the answer.'),
  image: z
    .strictObject({
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      bytes: z.int().min(1),
      width: z.int().min(1).optional(),
      height: z.int().min(1).optional(),
      perceptualHash: z
        .string()
        .regex(/^[0-9a-f]{16}$/)
        .optional(),
    })
    .describe('The image as it was received, and, once decoded, its size in pixels.'),
  stages: z.array(stageSchema).describe('Every stage that looked, in order.'),
});

export const healthSchema = z.strictObject({
  status: z.enum(['ok', 'unavailable']).describe('Whether a prediction can be had now.'),
  model: z
    .enum(['ready', 'loading', 'never'])
    .describe('`never`: none was loaded since the start; `loading`: one was, and comes back.'),
});

export const problemSchema = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string().describe('The phrase of the status.'),
    status: z.int().min(400).max(599),
    detail: z.string().describe('What happened, in a sentence.'),
    code: z
      .string()
      .regex(/^RC_[A-Z0-9_]+$/)
      .describe('Stable; docs/errors.md has them all.'),
    hint: z.string().describe('What to do, in a sentence.'),
    instance: z.string().optional().describe('urn:uuid: with the id of the request, where it was let in.'),
  })
  .describe('A problem of RFC 9457.');

export type PredictionAnswer = z.output<typeof predictionSchema>;
export type HealthAnswer = z.output<typeof healthSchema>;
export type Problem = z.output<typeof problemSchema>;
