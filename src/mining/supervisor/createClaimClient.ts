import type { ClaimOutcome } from '../../bittensor/axon/createReplayClaims.ts';
import type { UsedNonce } from '../../bittensor/axon/createReplayGuard.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { FromMiner, ToMiner } from './messages.ts';

/** The old miner's end of claims that the new one decides, while both take connections. */
export interface ClaimClient {
  /** @throws where nobody decides in time: the claim made here then counts, and no caller waits longer */
  claim(used: UsedNonce): Promise<ClaimOutcome>;
  told(message: Extract<ToMiner, { kind: 'claimed' }>): void;
}

/** A thousand times what an answer takes, and a small part of what a validator waits. */
const patienceMs = 1_500;

export function createClaimClient({
  say,
  clock,
}: {
  readonly say: (message: FromMiner) => void;
  readonly clock: Pick<Clock, 'sleep'>;
}): ClaimClient {
  const waiting = new Map<number, (outcome: ClaimOutcome | null) => void>();
  let lastId = 0;
  return {
    async claim(used) {
      const id = ++lastId;
      const { promise, resolve } = Promise.withResolvers<ClaimOutcome | null>();
      const over = new AbortController();
      clock.sleep(patienceMs, over.signal).then(
        () => resolve(null),
        () => {},
      );
      waiting.set(id, resolve);
      say({ kind: 'claim', id, used });
      const outcome = await promise;
      over.abort();
      waiting.delete(id);
      if (outcome === null) throw new Error('nobody else decides');
      return outcome;
    },
    told: ({ id, outcome }) => waiting.get(id)?.(outcome),
  };
}
