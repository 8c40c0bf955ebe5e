import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import type { PredictionRequest } from './PredictionRequest.ts';

/**
 * What the records keep of a request of the API.
 * @param end.code of the error that it got; null when it got a prediction
 * @param end.isRead whether the caller was still there to read it
 */
export function toPredictionRecord(
  request: PredictionRequest,
  end: { readonly code: string | null; readonly isRead: boolean; readonly wallMs: number },
): PredictionRecord {
  const { id, at, caller, timeoutMs, decision, summary } = request;
  const { code, isRead, wallMs } = end;
  const stages = decision?.stages ?? [];
  const answered = isRead && code === null;
  const decisive = stages.findLast((one) => one.outcome === 'evidence');
  const undecodable = stages.find((one) => one.outcome === 'none' && one.reason === 'undecodable');
  return {
    ...{ id, at, lane: 'rest', caller, uuid: null },
    outcome: answered ? 'answered' : !isRead ? 'abandoned' : code === 'RC_REST_LATE' ? 'late' : 'failed',
    probability: answered ? (decision?.probability ?? null) : null,
    path: stages.map(({ stage }) => stage).join('>'),
    stages,
    release: decisive?.evidence.release ?? null,
    ...{ wallMs, deadlineLeftMs: timeoutMs - wallMs },
    imageHash: summary?.sha256 ?? null,
    perceptualHash: summary?.perceptualHash ?? null,
    imageBytes: summary?.bytes ?? 0,
    error: (undecodable?.outcome === 'none' ? undecodable.error?.code : null) ?? code,
  };
}
