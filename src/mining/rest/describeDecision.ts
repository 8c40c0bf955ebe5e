import type { Decision } from '../../contracts/Decision.ts';
import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { restError } from './errors.ts';
import type { ImageSummary } from './PredictionRequest.ts';
import type { PredictionAnswer } from './schemas.ts';

const rounded = (ms: number): number => Math.round(Math.max(0, ms) * 1_000) / 1_000;

/** Why there is no evidence, as the error that a person would want to read. The last stage's reason counts. */
const problemOf = ({ stages }: Decision, timeoutMs: number): RoadcrewError => {
  const last = stages.at(-1);
  if (last?.outcome !== 'none') return restError('RC_REST_NO_EVIDENCE', { reason: 'no stage looked.' });
  // An image that is none is one for every stage, whatever happened to the others.
  const undecodable = stages.find((one) => one.outcome === 'none' && one.reason === 'undecodable');
  if (undecodable?.outcome === 'none') {
    const reason = undecodable.error?.message ?? 'its format is not known.';
    return restError('RC_REST_IMAGE_UNDECODABLE', { reason });
  }
  if (last.reason === 'late') return restError('RC_REST_LATE', { timeoutMs });
  if (last.reason === 'overloaded') return restError('RC_REST_BUSY');
  return restError('RC_REST_NO_EVIDENCE', { reason: last.error?.message ?? `it was ${last.reason}.` });
};

/**
 * A decision as the API tells it. Unlike a validator, who is better off with a guess, its callers are told that there
 * is no evidence, and why.
 * @throws RC_REST_IMAGE_UNDECODABLE, RC_REST_LATE, RC_REST_BUSY, RC_REST_NO_EVIDENCE
 */
export function describeDecision(
  decision: Decision,
  request: {
    readonly id: string;
    readonly image: ImageSummary;
    readonly timeoutMs: number;
    readonly wallMs: number;
  },
): PredictionAnswer {
  const { id, image, timeoutMs, wallMs } = request;
  const { probability, stages } = decision;
  const decisive = stages.findLast((one) => one.outcome === 'evidence');
  if (decision.basis === 'prior' || decisive === undefined) throw problemOf(decision, timeoutMs);
  return {
    ...{ id, probability, roadwork: probability > 0.5, basis: 'evidence' },
    ...{ release: decisive.evidence.release, wallMs: rounded(wallMs), image },
    stages: stages.map((one) => ({
      stage: one.stage,
      outcome: one.outcome,
      ...(one.outcome === 'evidence'
        ? { probability: one.evidence.probability, release: one.evidence.release }
        : { reason: one.reason }),
      timings: Object.fromEntries(Object.entries(one.timings).map(([part, ms]) => [part, rounded(ms)])),
    })),
  };
}
