import type { z } from 'zod';
import { apacheLicence } from './apacheLicence.ts';
import type { modelSchema } from './modelSchema.ts';

type Row = z.input<typeof modelSchema>;

const dinov3Licence = {
  name: 'dinov3-license',
  title: 'DINOv3 License',
  url: 'https://ai.meta.com/resources/models-and-libraries/dinov3-license',
  acceptance: 'explicit',
  note: 'Derivatives may be passed on only under the same licence and with a copy of it.',
} as const;

const transformersFiles = ['config.json', 'preprocessor_config.json', 'LICENSE*', 'README.md'];
const safetensors = ['model.safetensors'];

/** Name, parameters (rounded, as the repository's README gives them), feature size, the brief's GB. */
const dinov3 = (
  [
    ['vits16', 21_000_000, 384, null],
    ['vits16plus', 29_000_000, 384, null],
    ['vitb16', 86_000_000, 768, 4],
    ['vitl16', 303_000_000, 1024, 6],
    ['vith16plus', 840_000_000, 1280, null],
    ['vit7b16', 6_716_000_000, 4096, 8],
  ] as const
).map(
  ([name, count, featureSize, claimedMemoryGb]): Row => ({
    id: `facebook/dinov3-${name}-pretrain-lvd1689m`,
    family: 'dinov3',
    role: 'backbone',
    summary: `DINOv3 ViT ${name}, trained on LVD-1689M`,
    parameters: { count, precision: 'rounded' },
    featureSize,
    patchSize: 16,
    weightType: 'float32',
    claimedMemoryGb,
    licence: dinov3Licence,
    source: {
      kind: 'hub',
      repository: `facebook/dinov3-${name}-pretrain-lvd1689m`,
      revision: 'main',
      gated: true,
      files: transformersFiles,
      weights: [...safetensors, 'model-*.safetensors'],
    },
    sources: [
      'facebookresearch/dinov3 README and MODEL_CARD (parameters, patch, embedding dimensions)',
      'hub page of the repository (gate, DINOv3 License)',
    ],
  }),
);

/** Exports of the same weights for ONNX Runtime; not gated, but under the DINOv3 License all the same. */
const dinov3Onnx = (
  [
    ['vits16', 21_000_000, 384],
    ['vitb16', 86_000_000, 768],
  ] as const
).map(
  ([name, count, featureSize]): Row => ({
    id: `onnx-community/dinov3-${name}-pretrain-lvd1689m-ONNX`,
    family: 'dinov3',
    role: 'backbone',
    summary: `DINOv3 ViT ${name} as ONNX, exported by a third party`,
    parameters: { count, precision: 'rounded' },
    featureSize,
    patchSize: 16,
    weightType: 'float32',
    claimedMemoryGb: null,
    licence: dinov3Licence,
    source: {
      kind: 'hub',
      repository: `onnx-community/dinov3-${name}-pretrain-lvd1689m-ONNX`,
      revision: 'main',
      gated: false,
      files: [...transformersFiles, 'onnx/model.onnx_data*'],
      weights: ['onnx/model.onnx'],
    },
    sources: [
      'huggingface/transformers.js (default model of image-feature-extraction: vits16)',
      'public code that loads onnx/model.onnx and onnx/model.onnx_data of it',
    ],
  }),
);

const dinov2 = (
  [
    ['small', 21_000_000, 384],
    ['base', 86_000_000, 768],
    ['large', 300_000_000, 1024],
  ] as const
).map(
  ([name, count, featureSize]): Row => ({
    id: `facebook/dinov2-${name}`,
    family: 'dinov2',
    role: 'backbone',
    summary: `DINOv2 ViT ${name}, open fallback for DINOv3`,
    parameters: { count, precision: 'rounded' },
    featureSize,
    patchSize: 14,
    weightType: 'float32',
    claimedMemoryGb: null,
    licence: apacheLicence,
    source: {
      kind: 'hub',
      repository: `facebook/dinov2-${name}`,
      revision: 'main',
      gated: false,
      files: transformersFiles,
      weights: safetensors,
    },
    sources: [
      'facebookresearch/dinov2 MODEL_CARD (parameters, embedding dimension, patch, licence)',
      'hub page facebook/dinov2-base (files, Apache-2.0)',
    ],
  }),
);

const convnextv2 = (
  [
    ['tiny', 28_600_000, 768],
    ['base', 89_000_000, 1024],
  ] as const
).map(
  ([name, count, featureSize]): Row => ({
    id: `facebook/convnextv2-${name}-22k-224`,
    family: 'convnextv2',
    role: 'backbone',
    summary: `ConvNeXt V2 ${name}, open fallback without attention`,
    parameters: { count, precision: 'rounded' },
    featureSize,
    patchSize: 32,
    weightType: 'float32',
    claimedMemoryGb: null,
    licence: {
      name: 'cc-by-nc-4.0',
      title: 'CC BY-NC 4.0',
      url: 'https://creativecommons.org/licenses/by-nc/4.0/',
      acceptance: 'explicit',
      note: "Sources disagree: the authors' repository puts the weights under CC BY-NC, the hub page says Apache-2.0. The stricter one counts here.",
    },
    source: {
      kind: 'hub',
      repository: `facebook/convnextv2-${name}-22k-224`,
      revision: 'main',
      gated: false,
      files: transformersFiles,
      weights: [...safetensors, 'pytorch_model.bin'],
    },
    sources: [
      'facebookresearch/ConvNeXt-V2 README (parameters; weights under CC-BY-NC)',
      'hub page facebook/convnextv2-base-22k-224 (license: apache-2.0)',
    ],
  }),
);

const starter: Row = {
  id: 'starter',
  family: 'starter',
  role: 'backbone',
  summary: 'The embedded model: for trying out, not for competing',
  parameters: null,
  featureSize: 1280,
  patchSize: 32,
  weightType: 'float32',
  claimedMemoryGb: null,
  licence: {
    name: 'starter-notice',
    title: "notice beside the model's card",
    url: 'https://opensource.org/license/mit',
    acceptance: 'not-needed',
    note: 'The code is MIT; the weights carry their own notice, see models/starter/.',
  },
  source: { kind: 'embedded', folder: 'models/starter' },
  sources: ["the model's card in models/starter/"],
};

/** Image backbones of stage 1: the starter, DINOv3, and the open fallbacks (ruling 11). */
export const backboneModels: readonly Row[] = [starter, ...dinov3, ...dinov3Onnx, ...dinov2, ...convnextv2];
