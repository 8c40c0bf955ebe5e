import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { SentError } from './messages.ts';

/** What of an error goes through the pipe: code and sentence. Errors without a code are ours to mend. */
export function toSentError(error: unknown): SentError {
  if (error instanceof RoadcrewError) return { code: error.code, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'RC_WORKERS_CRASHED', message };
}
