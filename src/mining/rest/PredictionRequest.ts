import type { Decision } from '../../contracts/Decision.ts';
import type { PredictionAnswer } from './schemas.ts';

/** What the API says about the image that it got. */
export type ImageSummary = PredictionAnswer['image'];

/** A request for a prediction that was let in, and what has become of it so far. */
export interface PredictionRequest {
  /** UUID version 7. */
  readonly id: string;
  /** Wall clock when the headers were complete, milliseconds since 1970. */
  readonly at: number;
  readonly receivedNs: bigint;
  readonly caller: string;
  readonly timeoutMs: number;
  image?: Uint8Array;
  summary?: ImageSummary;
  decision?: Decision;
}
