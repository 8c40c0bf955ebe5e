import type { Deadline } from './Deadline.ts';
import type { StageId, StageResult } from './StageResult.ts';

/** One model, or a chain of models, that looks at an image. */
export interface Stage {
  readonly id: StageId;
  /**
   * @param image the encoded image (JPEG, PNG or WebP) as it came from a stranger
   * @param signal gives up the work; the result is then `none` with reason `cancelled`
   * @returns always a result: what goes wrong with an image, a model or the time is a result without evidence
   */
  run(image: Uint8Array, deadline: Deadline, signal?: AbortSignal): Promise<StageResult>;
}
