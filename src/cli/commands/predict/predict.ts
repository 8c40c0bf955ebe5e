import { z } from 'zod';
import { findImages } from '../../../detector/findImages.ts';
import { type FilePrediction, predictFiles } from '../../../detector/predictFiles.ts';
import type { RoadcrewError } from '../../../support/errors/RoadcrewError.ts';
import { defineCommand } from '../../command.ts';
import { describeDetector } from './describeDetector.ts';
import { detectorInput } from './detectorInput.ts';
import { startDetector } from './startDetector.ts';

const failedPrediction = ({ file, error }: { file: string; error: RoadcrewError }): FilePrediction => ({
  file,
  decision: null,
  failure: { reason: 'unreadable', code: error.code, message: error.message },
});

const toResult = ({ file, decision, failure }: FilePrediction) => ({
  file,
  // Without evidence the decision is a guess, which is for validators, not for people.
  probability: decision === null || failure ? null : decision.probability,
  verdict: decision === null || failure ? null : decision.probability > 0.5 ? 'roadwork' : 'no roadwork',
  ...(failure && { error: failure }),
  ...(decision && { stages: decision.stages, wallMs: decision.wallMs }),
});

function toText(results: readonly ReturnType<typeof toResult>[]): string {
  const width = results.reduce((most, { file }) => Math.max(most, file.length), 0);
  return results
    .map(({ file, probability, verdict, error }) =>
      probability === null
        ? `${file.padEnd(width)}  no answer: ${error?.message ?? 'no reason was given'}`
        : `${file.padEnd(width)}  ${verdict?.padEnd(11)}  ${probability.toFixed(2)}`,
    )
    .join('\n');
}

export const predict = defineCommand({
  input: z.strictObject({ file: z.array(z.string().min(1)).min(1), ...detectorInput }),
  async run({ file: words, workers, timeout }, context) {
    const { clock, signal, stdin } = context;
    const { sources, missing } = await findImages(words, context.cwd);
    // Nothing to look at is one failure, not a list of them.
    if (sources.length === 0 && missing[0]) throw missing[0].error;
    return context.progress('Loading the model', async (update) => {
      const { detector, concurrency, limit } = await startDetector(context, {
        images: sources.length,
        workers,
      });
      const predictions = await predictFiles(sources, {
        ...{ detector, concurrency, limit, timeoutMs: timeout * 1_000, clock, stdin, signal },
        onDone: (_, done) => update(`Image ${done} of ${sources.length}`),
      });
      const results = [...predictions, ...missing.map(failedPrediction)].map(toResult);
      const failed = results.filter(({ probability }) => probability === null).length;
      return {
        json: { results, failed, ...describeDetector(detector) },
        text: toText(results),
        failed: failed > 0,
      };
    });
  },
});
