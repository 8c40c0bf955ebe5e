import type { z } from 'zod';
import { apacheLicence } from './apacheLicence.ts';
import type { modelSchema } from './modelSchema.ts';

type Row = z.input<typeof modelSchema>;

const mit = {
  name: 'mit',
  title: 'MIT License',
  url: 'https://opensource.org/license/mit',
  acceptance: 'not-needed',
} as const;

/** Configuration, tokenizer and processor of a generative model. */
const textFiles = ['*.json', '*.jinja', 'merges.txt', 'LICENSE*', 'README.md'];
/** Code that loaders run on request (`trust_remote_code`). Pulled so that it is locked; Roadcrew never runs it. */
const withCode = [...textFiles, '*.py'];
const shards = ['model-*.safetensors', 'model.safetensors'];

const florence = (
  [
    ['base', 230_000_000, 1],
    ['large', 770_000_000, 2],
  ] as const
).map(
  ([name, count, claimedMemoryGb]): Row => ({
    id: `microsoft/Florence-2-${name}`,
    family: 'florence-2',
    role: 'text-evidence',
    summary: `Florence-2 ${name}: text in the image, caption, grounding (stage 2A)`,
    parameters: { count, precision: 'nominal' },
    featureSize: null,
    patchSize: null,
    weightType: 'float16',
    claimedMemoryGb,
    licence: mit,
    source: {
      kind: 'hub',
      repository: `microsoft/Florence-2-${name}`,
      revision: 'main',
      gated: false,
      files: withCode,
      // The stored copies of the page showed a pickle alone; safetensors are taken where there are some.
      weights: ['model.safetensors', 'pytorch_model.bin'],
    },
    sources: [`hub page microsoft/Florence-2-${name} (MIT, file names)`, 'arXiv 2311.06242 (0.23B, 0.77B)'],
  }),
);

const qwen = (
  [
    ['4B', 4_440_000_000, 4],
    ['8B', 8_770_000_000, 8],
  ] as const
).flatMap(([size, count, claimedMemoryGb]) =>
  (['Instruct', 'Thinking'] as const).map(
    (kind): Row => ({
      id: `Qwen/Qwen3-VL-${size}-${kind}`,
      family: 'qwen3-vl',
      role: kind === 'Instruct' ? 'visual-question' : 'visual-reasoning',
      summary: `Qwen3-VL ${size} ${kind} (stage ${kind === 'Instruct' ? '2B' : '3A'}), served by vLLM or the like`,
      parameters: { count, precision: 'rounded' },
      featureSize: null,
      patchSize: null,
      weightType: 'bfloat16',
      claimedMemoryGb,
      licence: apacheLicence,
      source: {
        kind: 'hub',
        repository: `Qwen/Qwen3-VL-${size}-${kind}`,
        revision: 'main',
        gated: false,
        files: [...textFiles, 'vocab.txt'],
        weights: shards,
      },
      sources: ['QwenLM/Qwen3-VL README (ids, Apache-2.0)', 'model catalogues (4.44B; 8.77B in bf16)'],
    }),
  ),
);

const molmo = (
  [
    ['4B', 4_000_000_000, 6],
    ['8B', 8_000_000_000, 9],
  ] as const
).map(
  ([size, count, claimedMemoryGb]): Row => ({
    id: `allenai/Molmo2-${size}`,
    family: 'molmo2',
    role: 'video',
    summary: `Molmo 2 ${size}: several frames (stage 3B), served by vLLM 0.15 or newer`,
    parameters: { count, precision: 'nominal' },
    featureSize: null,
    patchSize: null,
    // Not seen on the hub itself; float32 files would be twice as large, which the plan of the pull shows.
    weightType: 'bfloat16',
    claimedMemoryGb,
    licence: apacheLicence,
    source: {
      kind: 'hub',
      repository: `allenai/Molmo2-${size}`,
      revision: 'main',
      gated: false,
      files: withCode,
      weights: shards,
    },
    sources: ['allenai/molmo2 README (ids, Apache-2.0)', 'the name (parameters, nominal)'],
  }),
);

/** Generative models of stages 2 and 3 (ruling 11). */
export const languageModels: readonly Row[] = [...florence, ...qwen, ...molmo];
