import { resolve } from 'node:path';
import { z } from 'zod';
import { predictFiles } from '../../../detector/predictFiles.ts';
import { flattenSummary } from '../../../learning/evaluation/flattenSummary.ts';
import { prepareAsChallenge } from '../../../learning/evaluation/prepareAsChallenge.ts';
import { summarizeEvaluation } from '../../../learning/evaluation/summarizeEvaluation.ts';
import { toPredictions } from '../../../learning/evaluation/toPredictions.ts';
import { writePredictions, writeReport } from '../../../learning/evaluation/writeEvaluation.ts';
import { readManifest } from '../../../records/manifests/readManifest.ts';
import { challengeProfileNames } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import { defineCommand } from '../../command.ts';
import { describeDetector } from '../predict/describeDetector.ts';
import { detectorInput } from '../predict/detectorInput.ts';
import { startDetector } from '../predict/startDetector.ts';
import { evaluationText } from './evaluationText.ts';

/** Part of what a report means: another seed would move the last digit of its intervals. */
const seed = 'roadcrew evaluate';

export const evaluate = defineCommand({
  input: z.strictObject({
    manifest: z.string('--manifest is needed').min(1),
    root: z.string('--root is needed').min(1),
    predictions: z.string().min(1).optional(),
    report: z.string().min(1).optional(),
    challenge: z.enum(challengeProfileNames).optional(),
    ...detectorInput,
  }),
  async run({ manifest, root, predictions: csv, report: folder, challenge, workers, timeout }, context) {
    const { clock, cwd, signal } = context;
    const entries = await readManifest({ path: resolve(cwd, manifest), root: resolve(cwd, root) });
    return context.progress('Loading the model', async (update) => {
      const { detector, concurrency, limit } = await startDetector(context, {
        images: entries.length,
        workers,
      });
      const startNs = clock.monotonicNs();
      const answers = await predictFiles(entries, {
        ...{ detector, concurrency, limit, timeoutMs: timeout * 1_000, clock, signal },
        ...(challenge && {
          prepare: (image: Uint8Array, file: string) =>
            prepareAsChallenge(image, { file, profile: challenge, seed }),
        }),
        onDone: (_, done) => update(`Image ${done} of ${entries.length}`),
      });
      const predictSeconds = Number(clock.monotonicNs() - startNs) / 1e9;
      const predictions = toPredictions(entries, answers);
      if (csv !== undefined) await writePredictions(resolve(cwd, csv), predictions);
      update('Computing intervals');
      const summary = summarizeEvaluation(predictions, createRandom(seed));
      const imagesPerSecond = predictSeconds > 0 ? summary.n / predictSeconds : null;
      const json = {
        ...flattenSummary(summary),
        ...describeDetector(detector),
        challenge: challenge ?? null,
        timings: { predictSeconds, imagesPerSecond },
      };
      const written =
        folder === undefined
          ? []
          : await writeReport(resolve(cwd, folder), { summary, report: json, predictions });
      const files = [...(csv === undefined ? [] : [resolve(cwd, csv)]), ...written];
      const provider = detector.providers.find(({ outcome }) => outcome === 'taken')?.provider;
      const head =
        `${summary.n} images, ${summary.positives} with roadwork, seen by ${detector.release.id} ` +
        `(${detector.precision}, ${provider}) in ${predictSeconds.toFixed(1)} s.`;
      const tail = files.length === 0 ? [] : ['', `Written: ${files.join(', ')}`];
      return {
        json: { ...json, files },
        text: [head, '', evaluationText(summary), ...tail].join('\n'),
      };
    });
  },
});
