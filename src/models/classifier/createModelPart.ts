import type { RunOptions } from '../runtimes/ModelSession.ts';
import { classifierError } from './errors.ts';
import { findModelFit, type ModelPartOptions } from './findModelFit.ts';

/** Backbone or head: rows of numbers in, rows of numbers out. */
export interface ModelPart {
  /**
   * @param rows `count` rows of the part's input, one after the other
   * @returns as many rows of its output
   * @throws RC_CLASSIFIER_OUTPUT_INVALID, and what the session throws
   */
  run(count: number, rows: Float32Array, options: RunOptions): Promise<Float32Array>;
}

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

/**
 * Runs all rows at once, or, for a model that was exported for a fixed batch, so many at a time, the last one padded.
 * @throws RC_CLASSIFIER_MODEL_UNFIT
 */
export function createModelPart(options: ModelPartOptions): ModelPart {
  const { session, release, part, input, output } = options;
  const fit = findModelFit(options);
  const inputLength = product(input);
  const outputLength = product(output);
  const invalid = (problem: string) =>
    classifierError('RC_CLASSIFIER_OUTPUT_INVALID', { release: release.id, part, problem });

  const runBatch = async (
    batch: number,
    rows: Float32Array,
    runOptions: RunOptions,
  ): Promise<Float32Array> => {
    let data = rows;
    if (rows.length < batch * inputLength) {
      data = new Float32Array(batch * inputLength);
      data.set(rows);
    }
    const feeds = { [fit.input]: { type: 'float32', dims: [batch, ...input], data } as const };
    const { [fit.output]: answer } = await session.run(feeds, runOptions);
    if (answer?.type !== 'float32') throw invalid(`${answer?.type ?? 'nothing'} instead of float32`);
    if (answer.data.length !== batch * outputLength) {
      throw invalid(`${answer.data.length} values instead of ${batch * outputLength}`);
    }
    return answer.data;
  };

  return {
    async run(count, rows, runOptions) {
      const batch = fit.batch ?? count;
      const result = new Float32Array(count * outputLength);
      for (let start = 0; start < count; start += batch) {
        const used = Math.min(batch, count - start);
        const part = rows.subarray(start * inputLength, (start + used) * inputLength);
        const answer = await runBatch(batch, part, runOptions);
        result.set(answer.subarray(0, used * outputLength), start * outputLength);
      }
      if (!result.every(Number.isFinite)) throw invalid('values that are not finite numbers');
      return result;
    },
  };
}
