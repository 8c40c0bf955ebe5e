import { v7 } from 'uuid';
import type { AxonEvent } from '../../bittensor/axon/handleRequest.ts';
import type { Decision } from '../../contracts/Decision.ts';
import type { PredictionOutcome, PredictionRecord } from '../../contracts/PredictionRecord.ts';
import { imageFactsOf } from '../../detector/imageFactsOf.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Random } from '../../support/random/Random.ts';
import { challengeStartNs } from './challengeDeadline.ts';

/** What is known of the work on a challenge beside what the axon tells. */
export interface ChallengeWork {
  /** The encoded image; `null` where none could be read. */
  readonly image: Uint8Array | null;
  /** `null` where there was no time for one. */
  readonly decision: Decision | null;
  /** What was, or would have been, answered. */
  readonly probability: number;
  /** Code of an error that kept the detector from work. */
  readonly error: string | null;
}

const outcomeOf = ({ outcome, call }: AxonEvent, work: ChallengeWork | undefined): PredictionOutcome => {
  if (outcome === 'answered') return work?.decision?.basis === 'evidence' ? 'answered' : 'guessed';
  if (outcome === 'RC_AXON_BODY_INCOMPLETE') return 'abandoned';
  if (outcome !== 'RC_AXON_FORWARD_TIMEOUT') return 'failed';
  const reason: unknown = call?.signal.reason;
  return reason instanceof Error && reason.name === 'AbortError' ? 'abandoned' : 'late';
};

/**
 * The record of a verified challenge that is over, all but the hash of its image, which takes its time.
 * @param event of a challenge whose signature was verified
 * @param work `undefined` where the request ended before its body was read
 */
export function buildRecord(
  event: AxonEvent,
  work: ChallengeWork | undefined,
  context: {
    readonly clock: Pick<Clock, 'now' | 'nowNs'>;
    readonly random: Pick<Random, 'bytes'>;
    readonly clockOffsetSeconds: number | null;
  },
): PredictionRecord {
  const { clock, random, clockOffsetSeconds } = context;
  const nowNs = clock.nowNs();
  const { call } = event;
  const receivedNs = call?.receivedNs ?? nowNs - BigInt(Math.round(event.seconds.total * 1e9));
  const startNs = call === null ? receivedNs : challengeStartNs({ ...call, clockOffsetSeconds });
  const stages = work?.decision?.stages ?? [];
  const decider = stages.findLast((result) => result.outcome === 'evidence');
  const complaint = stages.findLast((result) => result.outcome === 'none');
  const outcome = outcomeOf(event, work);
  const sent = outcome === 'answered' || outcome === 'guessed';
  return {
    id: v7({ msecs: clock.now(), random: random.bytes(16) }),
    at: Number(receivedNs / 1_000_000n),
    lane: 'challenge',
    caller: event.hotkey ?? '',
    uuid: event.uuid,
    outcome,
    probability: sent && work !== undefined ? work.probability : null,
    path: stages.map(({ stage }) => stage).join('>'),
    stages,
    release: decider?.evidence.release ?? null,
    wallMs: Math.max(0, Number(nowNs - receivedNs) / 1e6),
    deadlineLeftMs: (call?.timeout ?? 0) * 1_000 - Math.max(0, Number(nowNs - startNs) / 1e6),
    imageHash: null,
    perceptualHash: imageFactsOf(work?.decision?.stages ?? [])?.perceptualHash ?? null,
    imageBytes: work?.image?.length ?? 0,
    error:
      outcome === 'answered'
        ? null
        : (work?.error ?? complaint?.error?.code ?? (event.outcome === 'answered' ? null : event.outcome)),
  };
}
