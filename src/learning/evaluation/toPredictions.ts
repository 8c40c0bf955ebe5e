import type { FilePrediction } from '../../detector/predictFiles.ts';
import { priorProbability } from '../../detector/settleProbability.ts';
import type { ManifestEntry } from '../../records/manifests/readManifest.ts';
import { evaluationError } from './errors.ts';
import type { Prediction } from './Prediction.ts';

/**
 * Puts labels and answers together. An image without evidence is scored with the prior, as the miner answers it.
 * @param answers one an entry, in their order
 * @throws RC_EVALUATION_NOTHING_ANSWERED when all answers are guesses
 */
export function toPredictions(
  entries: readonly ManifestEntry[],
  answers: readonly FilePrediction[],
): Prediction[] {
  const predictions = entries.map(({ file, label, group }, index): Prediction => {
    const { decision, failure } = answers[index] ?? { decision: null, failure: null };
    const probability = decision?.probability ?? priorProbability;
    const unanswered = failure ? { reason: failure.reason, message: failure.message } : null;
    return { file, label, group, probability, unanswered };
  });
  const [first] = predictions;
  if (first?.unanswered && predictions.every(({ unanswered }) => unanswered !== null)) {
    throw evaluationError('RC_EVALUATION_NOTHING_ANSWERED', {
      count: predictions.length,
      reason: first.unanswered.message.replace(/\.$/, ''),
    });
  }
  return predictions;
}
