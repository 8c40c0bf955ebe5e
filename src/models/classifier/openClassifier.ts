import type { Release } from '../../contracts/release.ts';
import { preprocess } from '../../imaging/preprocess.ts';
import type { PreprocessingProfile } from '../../imaging/preprocessingProfile.ts';
import type { RgbImage } from '../../imaging/RgbImage.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import type { LoadedRelease } from '../releases/loadRelease.ts';
import type { ModelSession, ProviderAttempt, RunOptions } from '../runtimes/ModelSession.ts';
import { applyCalibration } from './applyCalibration.ts';
import { chooseVariant } from './chooseVariant.ts';
import { createModelPart } from './createModelPart.ts';

/** What a classifier says about one image. */
export interface Classification {
  /** Of the head, before calibration; finite. */
  readonly logit: number;
  /** Of roadwork, 0 to 1, calibrated to a prior of 0.5. */
  readonly probability: number;
  /** `featureSize` values of the backbone. */
  readonly features: Float32Array;
  /**
   * Milliseconds: `preprocess` of this image; `backbone` and `head` of the whole call, which all of its images share.
   */
  readonly timings: { readonly preprocess: number; readonly backbone: number; readonly head: number };
}

export interface Classifier {
  readonly release: Release;
  readonly precision: Precision;
  readonly profile: PreprocessingProfile;
  /** Where the backbone runs, and what was tried before. */
  readonly attempts: readonly ProviderAttempt[];
  /**
   * @param images any number; one result each, in their order
   * @throws RC_CLASSIFIER_OUTPUT_INVALID, RC_MODELS_…; the signal's reason when it aborts
   */
  classify(images: readonly RgbImage[], options?: RunOptions): Promise<readonly Classification[]>;
  /** Frees both models. Safe to call again. */
  close(): Promise<void>;
}

export type Precision = Release['variants'][number]['precision'];

export interface ClassifierOptions {
  readonly loaded: LoadedRelease;
  /**
   * Opens a model of the release from its file.
   * @param path absolute path of its ONNX file
   */
  readonly open: (path: string, part: 'backbone' | 'head') => Promise<ModelSession>;
  /** Opens the backbone on a model server, also where the release has it as a file. */
  readonly openRemote?: ((release: Release) => Promise<ModelSession>) | undefined;
  /** Which variant of the backbone; default: as `chooseVariant`. */
  readonly precision?: Precision | undefined;
  readonly clock?: Pick<Clock, 'monotonicNs'>;
}

/**
 * Opens backbone and head of a release.
 * @throws RC_CLASSIFIER_PRECISION_MISSING, RC_CLASSIFIER_SERVER_MISSING, RC_CLASSIFIER_MODEL_UNFIT, and what `open` and
 *   `openRemote` throw
 */
export async function openClassifier(options: ClassifierOptions): Promise<Classifier> {
  const { loaded, open, openRemote, precision, clock = systemClock } = options;
  const { release } = loaded;
  const { profile, featureSize } = release;
  const variant = chooseVariant(release, { precision, remote: openRemote !== undefined });
  const calibration = variant.calibration ?? release.calibration;
  const pixelSizes = [3, profile.height, profile.width];
  const pixelCount = 3 * profile.height * profile.width;

  const sessions: ModelSession[] = [];
  const close = async () => {
    await Promise.all(sessions.splice(0).map((session) => session.close()));
  };
  const openSession = async (file: string | undefined, part: 'backbone' | 'head') => {
    if (part === 'backbone' && openRemote !== undefined) return openRemote(release);
    if (file === undefined) throw new Error('a variant without a file was chosen to run here');
    return open(loaded.pathOf(file), part);
  };
  type Opened = [file: string | undefined, part: 'backbone' | 'head', input: number[], output: number[]];
  const openPart = async (...[file, part, input, output]: Opened) => {
    const session = await openSession(file, part);
    sessions.push(session);
    const { attempts } = session;
    return { attempts, ...createModelPart({ session, release, part, input, output }) };
  };
  const openBoth = async () => ({
    backbone: await openPart(variant.file, 'backbone', pixelSizes, [featureSize]),
    head: await openPart(release.head, 'head', [featureSize], [1]),
  });
  const { backbone, head } = await openBoth().catch(async (error: unknown) => {
    await close();
    throw error;
  });

  const startTimer = () => {
    const startNs = clock.monotonicNs();
    return () => Number(clock.monotonicNs() - startNs) / 1e6;
  };

  return {
    release,
    precision: variant.precision,
    profile,
    attempts: backbone.attempts,
    close,
    async classify(images, runOptions = {}) {
      const { length: count } = images;
      if (count === 0) return [];
      const pixels = new Float32Array(count * pixelCount);
      const preprocessMs = images.map((image, index) => {
        runOptions.signal?.throwIfAborted();
        const elapsed = startTimer();
        pixels.set(preprocess(image, profile), index * pixelCount);
        return elapsed();
      });
      const backboneElapsed = startTimer();
      const features = await backbone.run(count, pixels, runOptions);
      const backboneMs = backboneElapsed();
      const headElapsed = startTimer();
      const logits = await head.run(count, features, runOptions);
      const headMs = headElapsed();
      return Array.from(logits, (logit, index) => ({
        logit,
        probability: applyCalibration(calibration, logit),
        features: features.slice(index * featureSize, (index + 1) * featureSize),
        timings: { preprocess: preprocessMs[index] ?? 0, backbone: backboneMs, head: headMs },
      }));
    },
  };
}
