import { decodeImage } from '../../src/imaging/decodeImage.ts';
import { createModelPart, type ModelPart } from '../../src/models/classifier/createModelPart.ts';
import { openClassifier, type Precision } from '../../src/models/classifier/openClassifier.ts';
import type { LoadedRelease } from '../../src/models/releases/loadRelease.ts';
import { openOnnxSession } from '../../src/models/runtimes/onnx/openOnnxSession.ts';

/** Our side at one precision. */
export interface OurModel {
  readonly precision: Precision;
  /** Tensor of one picture to its features, and features to the logit. */
  readonly backbone: (pixels: Float32Array) => Promise<Float32Array>;
  readonly head: (features: Float32Array) => Promise<Float32Array>;
  /** JPEG to probability, as a worker of the miner does it. */
  readonly answer: (jpeg: Uint8Array) => Promise<number>;
  close(): Promise<void>;
}

const open = (path: string) => openOnnxSession({ path, providers: ['cpu'], threads: 1 });

/** Opens every precision of a release that this machine can run, on one thread each. */
export async function openOurs(loaded: LoadedRelease): Promise<readonly OurModel[]> {
  const { release } = loaded;
  const { profile, featureSize } = release;
  const part = async (file: string, name: 'backbone' | 'head', input: number[], output: number[]) => {
    const session = await open(loaded.pathOf(file));
    return { session, model: createModelPart({ session, release, part: name, input, output }) };
  };
  const runOne = (model: ModelPart) => (row: Float32Array) => model.run(1, row, {});
  const models: OurModel[] = [];
  for (const { precision, file } of release.variants) {
    if (precision === 'fp16' || file === undefined) continue;
    const backbone = await part(file, 'backbone', [3, profile.height, profile.width], [featureSize]);
    const head = await part(release.head, 'head', [featureSize], [1]);
    const classifier = await openClassifier({ loaded, open, precision });
    models.push({
      precision,
      backbone: runOne(backbone.model),
      head: runOne(head.model),
      async answer(jpeg) {
        const [classification] = await classifier.classify([await decodeImage(jpeg)]);
        return classification?.probability ?? Number.NaN;
      },
      async close() {
        await Promise.all([backbone.session.close(), head.session.close(), classifier.close()]);
      },
    });
  }
  return models;
}
