import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';

/** What a server says of one request: malformed, too large, not to be processed. */
const aboutRequest: readonly unknown[] = [400, 413, 422];

/**
 * Whether the images of a failed batch may succeed one by one. A model server that is away or overloaded is not asked
 * again at once, and not once for each image.
 */
export function isWorthSplitting(error: unknown): boolean {
  if (!(error instanceof RoadcrewError) || !error.code.startsWith('RC_OPEN_INFERENCE_')) return true;
  if (error.code === 'RC_OPEN_INFERENCE_REPLY_TOO_LARGE') return true;
  return error.code === 'RC_OPEN_INFERENCE_REFUSED' && aboutRequest.includes(error.details.status);
}
