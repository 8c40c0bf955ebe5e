import { z } from 'zod';
import { preprocessingProfileSchema } from '../imaging/preprocessingProfile.ts';
import { precisions } from './precisions.ts';

const relativePath = z
  .string()
  .regex(
    /^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/,
    'not a plain path inside the release',
  );
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const isSorted = (values: readonly number[], inOrder: (a: number, b: number) => boolean): boolean =>
  values.every((value, index) => index === 0 || inOrder(values[index - 1] ?? 0, value));

/** How a logit becomes a probability for a prior of 0.5. Fitted on validation data, released with the head. */
export const calibrationSchema = z.discriminatedUnion('method', [
  /** σ(logit / temperature). */
  z.strictObject({ method: z.literal('temperature'), temperature: z.number().positive() }),
  /** σ(slope · logit + intercept). */
  z.strictObject({ method: z.literal('platt'), slope: z.number().positive(), intercept: z.number() }),
  /** Linear between knots (logit ascending, probability not descending), constant outside of them. */
  z
    .strictObject({
      method: z.literal('isotonic'),
      logits: z.array(z.number()).min(2),
      probabilities: z.array(z.number().min(0).max(1)).min(2),
    })
    .refine(
      ({ logits, probabilities }) => logits.length === probabilities.length,
      'as many logits as probabilities',
    )
    .refine(({ logits }) => isSorted(logits, (a, b) => a < b), 'the logits must ascend')
    .refine(
      ({ probabilities }) => isSorted(probabilities, (a, b) => a <= b),
      'the probabilities must not descend',
    ),
]);

export type Calibration = z.output<typeof calibrationSchema>;

/**
 * `release.json`: a classifier with all that belongs to its answer. The folder around it holds the files it names.
 * The backbone maps `[n, 3, height, width]` to `[n, featureSize]`, the head `[n, featureSize]` to `[n, 1]` (a logit).
 */
export const releaseSchema = z.strictObject({
  format: z.literal(1),
  /** Stable name, as it appears in evidence, records and metrics. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/),
  title: z.string(),
  /** ISO date. */
  created: z.iso.date(),
  /** The backbone's name in the model registry, e.g. `starter` or `facebook/dinov3-vitl16-pretrain-lvd1689m`. */
  backbone: z.string(),
  featureSize: z.int().positive(),
  profile: preprocessingProfileSchema,
  /** The same backbone at several precisions, the preferred one first. */
  variants: z
    .array(
      z.strictObject({
        precision: z.enum(precisions),
        /** ONNX file; left out where the backbone lives on a model server alone. */
        file: relativePath.optional(),
        /** Where this precision answers otherwise than the release's calibration expects. */
        calibration: calibrationSchema.optional(),
      }),
    )
    .min(1),
  /** ONNX file of the head. */
  head: relativePath,
  calibration: calibrationSchema,
  /** Measured scores, by name; the card says how. */
  metrics: z.record(z.string(), z.number()),
  /** SPDX expression or `LicenseRef-…`, and the file with its notice. */
  licence: z.strictObject({ expression: z.string(), notice: relativePath }),
  /** Every file of the release but `release.json`. */
  files: z.array(z.strictObject({ path: relativePath, bytes: z.int().nonnegative(), sha256 })).min(1),
});

export type Release = z.output<typeof releaseSchema>;
