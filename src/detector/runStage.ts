import { z } from 'zod';
import type { Deadline } from '../contracts/Deadline.ts';
import type { Stage } from '../contracts/Stage.ts';
import type { NoEvidenceReason, StageResult } from '../contracts/StageResult.ts';
import type { Clock } from '../support/clock/Clock.ts';
import type { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { detectorError } from './errors.ts';

/** Timers count to 2³¹ − 1 milliseconds. */
const longestSleepMs = 2_147_483_647;

const reasons = [
  'undecodable',
  'failed',
  'late',
  'cancelled',
  'overloaded',
  'neutral',
  'not-understood',
] as const satisfies readonly NoEvidenceReason[];

const resultSchema = z.discriminatedUnion('outcome', [
  z.looseObject({
    stage: z.string(),
    outcome: z.literal('evidence'),
    evidence: z.looseObject({ probability: z.number().min(0).max(1), release: z.string() }),
  }),
  z.looseObject({ stage: z.string(), outcome: z.literal('none'), reason: z.enum(reasons) }),
]);

const sentenceOf = (error: unknown): string => {
  try {
    const text = error instanceof Error ? error.message || error.name : String(error);
    return text.trim().replace(/\.+$/, '') || 'no reason was given';
  } catch {
    return 'it threw something that cannot be printed';
  }
};

/**
 * Runs one stage and holds it to its contract: whatever it does, there is a result, and soon after the deadline.
 * A stage that throws, hangs or answers nonsense is a result without evidence. Its work is given up by the signal.
 * @param signal the caller's
 */
export async function runStage(
  stage: Stage,
  image: Uint8Array,
  deadline: Deadline,
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal | undefined },
): Promise<StageResult> {
  const startNs = clock.monotonicNs();
  const none = (reason: NoEvidenceReason, error?: RoadcrewError): StageResult => ({
    stage: stage.id,
    outcome: 'none',
    reason,
    ...(error && { error: { code: error.code, message: error.message } }),
    timings: { wall: Number(clock.monotonicNs() - startNs) / 1e6 },
  });
  const failed = (thrown: unknown) =>
    none(
      'failed',
      detectorError('RC_DETECTOR_STAGE_FAILED', { stage: stage.id, reason: sentenceOf(thrown) }, thrown),
    );
  const late = () => none('late', detectorError('RC_DETECTOR_LATE', { stage: stage.id }));
  if (signal?.aborted) return none('cancelled');
  if (deadline.atNs <= startNs) return late();

  const over = new AbortController();
  const timeIsOver = async (): Promise<StageResult> => {
    for (let leftNs = deadline.atNs - startNs; leftNs > 0n; leftNs = deadline.atNs - clock.monotonicNs()) {
      await clock.sleep(Math.min(longestSleepMs, Math.ceil(Number(leftNs) / 1e6)), over.signal);
    }
    return late();
  };
  const isCancelled = new Promise<StageResult>((resolve) => {
    signal?.addEventListener('abort', () => resolve(none('cancelled')), { once: true, signal: over.signal });
  });
  const answer = async (): Promise<StageResult> => {
    try {
      const result: unknown = await stage.run(image, deadline, over.signal);
      const checked = resultSchema.safeParse(result);
      const problem = checked.success
        ? checked.data.stage === stage.id
          ? null
          : `it speaks for ${checked.data.stage}`
        : checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
      if (problem === null) return result as StageResult;
      return none('failed', detectorError('RC_DETECTOR_STAGE_ANSWER_INVALID', { stage: stage.id, problem }));
    } catch (error) {
      return failed(error);
    }
  };
  try {
    return await Promise.race([answer(), timeIsOver(), isCancelled]);
  } catch (error) {
    return failed(error);
  } finally {
    // Ends the timer, and the stage's work where it is not done.
    over.abort(new Error('the answer is no longer needed'));
  }
}
