import type { Call } from '../../bittensor/axon/route.ts';
import type { Deadline } from '../../contracts/Deadline.ts';
import type { Decision } from '../../contracts/Decision.ts';
import type { Detector } from '../../detector/createDetector.ts';
import { priorProbability } from '../../detector/settleProbability.ts';
import { decodeBase64Image } from '../../imaging/decodeBase64Image.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { RateLimiter } from '../limits/RateLimiter.ts';
import type { ChallengeWork } from './buildRecord.ts';
import { challengeDeadline } from './challengeDeadline.ts';
import type { Concurrency } from './createConcurrency.ts';
import type { ModelState } from './createMinerMetrics.ts';
import { minerError } from './errors.ts';

export interface ChallengeContext {
  readonly detector: Detector;
  readonly modelState: () => ModelState;
  readonly limiter: Pick<RateLimiter, 'consume'> | undefined;
  readonly concurrency: Concurrency;
  readonly clock: Clock;
  readonly settings: () => { readonly replyMarginMs: number; readonly shortWayMs: number };
  readonly clockOffsetSeconds: () => number | null;
  /** Of a caller, rao; `null` where it is not known. */
  readonly stakeOf: (hotkey: string) => bigint | null;
  readonly shortened: (reason: 'rate' | 'busy') => void;
  /** Told of the image as soon as there is one, for the case that the caller does not wait for the rest. */
  readonly begun: (work: ChallengeWork) => void;
}

/** How often a model that is being loaded is looked for. */
const loadingPollMs = 50;
/** A detector keeps its deadline; this is for one that does not. */
const graceMs = 100;

const leftMs = ({ atNs }: Deadline, clock: Pick<Clock, 'monotonicNs'>): number =>
  Number(atNs - clock.monotonicNs()) / 1e6;

const guess = (image: Uint8Array | null, error: string | null): ChallengeWork => ({
  ...{ image, decision: null, probability: priorProbability, error },
});

const codeOf = (error: unknown): string =>
  error instanceof RoadcrewError ? error.code : 'RC_MINER_DETECTOR_FAILED';

/** Whether there is time for the long way. A limiter that fails limits nobody. */
const isWithinRate = async (hotkey: string, limiter: ChallengeContext['limiter']): Promise<boolean> => {
  if (limiter === undefined) return true;
  try {
    return (await limiter.consume(hotkey)).allowed;
  } catch {
    return true;
  }
};

/** Waits while a model is being loaded, as long as there is time. @throws RC_MINER_MODEL_LOADING when it is over */
const awaitModel = async (
  deadline: Deadline,
  signal: AbortSignal,
  context: ChallengeContext,
): Promise<void> => {
  const { clock, modelState } = context;
  while (modelState() === 'loading') {
    if (signal.aborted || leftMs(deadline, clock) <= 0) throw minerError('RC_MINER_MODEL_LOADING');
    await clock.sleep(Math.min(loadingPollMs, leftMs(deadline, clock)), signal).catch(() => {});
  }
};

/** Asks the detector, and does not wait for it longer than it may take. `null`: it did not answer. */
const detect = async (
  image: Uint8Array,
  deadline: Deadline,
  signal: AbortSignal,
  { detector, clock }: ChallengeContext,
): Promise<Decision | null> => {
  const over = new AbortController();
  const tooLong = clock.sleep(Math.max(0, leftMs(deadline, clock)) + graceMs, over.signal).then(
    () => null,
    () => null,
  );
  try {
    return await Promise.race([detector.detect(image, deadline, signal), tooLong]);
  } finally {
    over.abort();
  }
};

/** What the limit of concurrency learns from a decision: only what tells of the load. */
const lesson = ({ decision }: ChallengeWork) => {
  if (decision === null) return null;
  const dropped = decision.stages.some(
    (result) => result.outcome === 'none' && (result.reason === 'late' || result.reason === 'overloaded'),
  );
  return dropped || decision.basis === 'evidence' ? { ms: decision.wallMs, dropped } : null;
};

/**
 * Works on a challenge until its deadline. There is always an answer: without evidence it is the prior, also for what
 * is no image (rulings 7 and 8).
 * @param text base64 of the image
 * @throws never
 */
export async function answerChallenge(
  text: string,
  call: Pick<Call, 'hotkey' | 'receivedNs' | 'nonce' | 'timeout' | 'signal'>,
  context: ChallengeContext,
): Promise<ChallengeWork> {
  const { clock, concurrency, settings } = context;
  const place = concurrency.enter();
  let work = guess(null, null);
  try {
    const isShort = place.over ? 'busy' : (await isWithinRate(call.hotkey, context.limiter)) ? null : 'rate';
    if (isShort !== null) context.shortened(isShort);
    const { replyMarginMs, shortWayMs } = settings();
    const { atNs } = challengeDeadline(
      { ...call, clockOffsetSeconds: context.clockOffsetSeconds() },
      { wallNs: clock.nowNs(), monotonicNs: clock.monotonicNs() },
      { marginMs: replyMarginMs, ...(isShort !== null && { longestMs: shortWayMs }) },
    );
    const deadline: Deadline = { atNs, stake: context.stakeOf(call.hotkey) ?? undefined };
    const image = decodeBase64Image(text);
    work = guess(image, null);
    context.begun(work);
    await awaitModel(deadline, call.signal, context);
    const decision = await detect(image, deadline, call.signal, context);
    const { probability } = decision ?? work;
    const isAnswer = probability >= 0 && probability <= 1 && probability !== 0.5;
    work = {
      ...{ image, decision, probability: isAnswer ? probability : priorProbability },
      error: decision === null ? 'RC_MINER_DETECTOR_LATE' : null,
    };
  } catch (error) {
    work = { ...work, error: codeOf(error) };
  } finally {
    place.leave(call.signal.aborted ? null : lesson(work));
  }
  return work;
}
