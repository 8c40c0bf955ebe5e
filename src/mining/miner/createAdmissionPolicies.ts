import type { AdmissionPolicy } from '../../bittensor/axon/admitRequest.ts';
import { createPermits, type Permits } from '../../bittensor/metagraph/createPermits.ts';
import type { MetagraphSnapshot } from '../../bittensor/metagraph/metagraphSnapshot.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import { createLookUps } from './createLookUps.ts';
import type { ModelState } from './createMinerMetrics.ts';
import type { MetagraphSource } from './MetagraphSource.ts';

export interface AdmissionPolicies {
  readonly policy: AdmissionPolicy & { notReady: () => string | null };
  /** By the newest snapshot. */
  permits(): Permits;
  snapshotAgeSeconds(): number | null;
  setMinimumStake(rao: bigint): void;
  close(): void;
}

/** From this share of the limit on, who would have to be looked up is turned away. */
const shedAbove = 0.8;

/**
 * Who may call, by the newest metagraph snapshot (rulings 29 to 32). A snapshot of any age serves; without one, and
 * before the first model, callers get 503.
 */
export function createAdmissionPolicies(options: {
  readonly hotkey: string;
  readonly metagraph: MetagraphSource;
  readonly minimumStakeRao: bigint;
  readonly modelState: () => ModelState;
  readonly pressure: () => number;
  readonly clock: Pick<Clock, 'now' | 'monotonicNs'>;
  readonly alerts: Pick<AlertBook, 'open' | 'over'>;
}): AdmissionPolicies {
  const { hotkey, metagraph, modelState, pressure, clock, alerts } = options;
  let { minimumStakeRao } = options;
  let permits = createPermits({ neurons: [] });
  const lookUps =
    metagraph.lookUp && createLookUps((asked) => metagraph.lookUp?.(asked) ?? Promise.resolve(false), clock);

  const alarm = (): void => {
    const isOut = metagraph.partial !== true && !permits.known(hotkey);
    if (isOut) {
      alerts.open('permit-lost', {
        severity: 'critical',
        title: 'Our hotkey is not in the metagraph.',
        text: `${hotkey} is not registered on this subnet, so no validator will call it. It was never registered, or another miner has taken its place. The miner serves on.`,
      });
    } else if (permits.validators.length === 0) {
      alerts.open('permit-lost', {
        severity: 'critical',
        title: 'No validator is permitted.',
        text: 'The metagraph snapshot has no validator with a permit and stake enough (metagraph.minimumStakeTao), so every caller is refused.',
      });
    } else alerts.over('permit-lost');
  };
  const take = (snapshot: MetagraphSnapshot): void => {
    permits = createPermits(snapshot, { minimumStakeRao });
    lookUps?.forget();
    alarm();
  };
  const held = metagraph.current();
  if (held !== null) take(held);
  const end = metagraph.subscribe(take);

  return {
    policy: {
      notReady() {
        if (metagraph.current() === null) return 'there is no metagraph snapshot yet';
        return modelState() === 'never' ? 'no model has been loaded yet' : null;
      },
      permit(caller) {
        if (permits.permitted(caller)) return 'yes';
        // On the subnet, but no validator; or nobody can be asked.
        if (permits.known(caller) || lookUps === undefined) return 'no';
        const found = lookUps.known(caller);
        return found === null ? 'ask' : found ? 'yes' : 'no';
      },
      lookUp: async (caller) => (await lookUps?.ask(caller)) ?? false,
      shed: () => pressure() >= shedAbove,
    },
    permits: () => permits,
    snapshotAgeSeconds() {
      const snapshot = metagraph.current();
      return snapshot === null ? null : Math.max(0, (clock.now() - Date.parse(snapshot.at)) / 1_000);
    },
    setMinimumStake(rao) {
      minimumStakeRao = rao;
      const snapshot = metagraph.current();
      if (snapshot !== null) take(snapshot);
    },
    close: end,
  };
}
