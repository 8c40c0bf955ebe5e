import type { Clock } from '../../support/clock/Clock.ts';
import type { MinerStatus } from '../miner/Miner.ts';
import type { RequestWindow } from './createRequestWindow.ts';
import type { SilenceFacts } from './SilenceFacts.ts';

/**
 * Gathers what `diagnoseSilence` wants to know of a running miner. Silence before the first challenge counts from
 * `startedAt` (wall clock, ms; now unless given: a miner that is started again goes on with its first start).
 * @param probe `probeOwnPort` of the miner's port; asked only once the silence is long enough to matter
 * @param thresholdHours asked each time: it may change
 * @param halted what the chain says, where it was asked
 */
export function createSilenceFacts({
  clock,
  status,
  requests,
  probe,
  thresholdHours,
  halted = () => null,
  startedAt = clock.now(),
}: {
  clock: Pick<Clock, 'now'>;
  status: () => Omit<MinerStatus, 'hotkey' | 'inFlight' | 'answered' | 'guessed'>;
  requests: Pick<RequestWindow, 'within'>;
  probe: () => Promise<SilenceFacts['port']>;
  thresholdHours: () => number;
  halted?: () => boolean | null;
  startedAt?: number;
}): () => Promise<SilenceFacts> {
  return async () => {
    const { lastChallengeAt, notReady, clockOffsetSeconds, snapshotAgeSeconds, validators } = status();
    const threshold = thresholdHours();
    const hoursSilent = Math.max(0, clock.now() - (lastChallengeAt ?? startedAt)) / 3_600_000;
    return {
      hoursSilent,
      thresholdHours: threshold,
      port: hoursSilent > threshold ? await probe() : null,
      reachable: null,
      ...requests.within(hoursSilent),
      clockOffsetSeconds,
      snapshotAgeSeconds,
      validators: snapshotAgeSeconds === null ? null : validators,
      halted: halted(),
      notReady,
    };
  };
}
