import { z } from 'zod';

/** Bytes that one parameter takes, by the type in which the hub's weights are stored or served. */
export const bytesPerParameter = { float32: 4, float16: 2, bfloat16: 2 } as const;

const licence = z.strictObject({
  /** What `--accept-licence` takes. */
  name: z.string().regex(/^[a-z0-9.-]+$/),
  title: z.string().min(1),
  url: z.url({ protocol: /^https$/ }),
  /** `explicit`: it restricts use, so it is accepted by name before the first pull. */
  acceptance: z.enum(['not-needed', 'explicit']),
  note: z.string().optional(),
});

const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('embedded'), folder: z.string() }),
  z.strictObject({
    kind: z.literal('hub'),
    /** `owner/name`. */
    repository: z.string().regex(/^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/),
    /** Branch; the first pull resolves it to a commit and locks that. */
    revision: z.string().min(1),
    gated: z.boolean(),
    /** Patterns of the files beside the weights; `*` stands for anything but a slash. */
    files: z.array(z.string().min(1)),
    /** The weights: the files of the first pattern that matches any. */
    weights: z.array(z.string().min(1)).min(1),
  }),
]);

/** One row of the registry. */
export const modelSchema = z.strictObject({
  id: z.string().min(1),
  family: z.enum(['starter', 'dinov3', 'dinov2', 'convnextv2', 'florence-2', 'qwen3-vl', 'molmo2']),
  /** Its place in the cascade (ruling 7). */
  role: z.enum(['backbone', 'text-evidence', 'visual-question', 'visual-reasoning', 'video']),
  summary: z.string().min(1),
  /** `null` where the model's own card tells it. */
  parameters: z
    .strictObject({ count: z.int().positive(), precision: z.enum(['rounded', 'nominal']) })
    .nullable(),
  /** Length of the feature vector. */
  featureSize: z.int().positive().nullable(),
  /** Input sides are multiples of it, in pixels. */
  patchSize: z.int().positive().nullable(),
  /** Type of the stored weights, from which `weightBytes` computes. */
  weightType: z.enum(['float32', 'float16', 'bfloat16']),
  /** GB of GPU memory that the brief claims (MOD-04 … MOD-22), kept to be shown beside what is computed. */
  claimedMemoryGb: z.number().positive().nullable(),
  licence,
  source,
  /** Where the facts of this row were read. */
  sources: z.array(z.string().min(1)).min(1),
});

export type Model = z.output<typeof modelSchema>;
export type HubSource = Extract<Model['source'], { kind: 'hub' }>;
export type HubModel = Model & { readonly source: HubSource };
