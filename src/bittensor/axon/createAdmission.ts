import type { Clock } from '../../support/clock/Clock.ts';
import type { AdmissionContext, AdmissionPolicy } from './admitRequest.ts';
import type { AxonConfig } from './configSchema.ts';
import { createClockOffset } from './createClockOffset.ts';
import type { DoorVerifier } from './createDoorVerifier.ts';
import { createReplayClaims, type ReplayClaims } from './createReplayClaims.ts';
import { createReplayGuard } from './createReplayGuard.ts';
import { createVerificationBudget } from './createVerificationBudget.ts';
import { type AuthenticationScheme, legacyAuthentication } from './legacyAuthentication.ts';

/** Everything that `admitRequest` remembers and decides by, for one axon. */
export function createAdmission(
  owner: {
    /** SS58 address of the miner. */
    readonly hotkey: string;
    readonly policy: AdmissionPolicy;
    readonly scheme?: AuthenticationScheme;
    readonly verify?: AdmissionContext['verify'];
    readonly clockOffsets?: Iterable<readonly [string, number]>;
  },
  {
    config,
    clock,
    verifier,
  }: { readonly config: AxonConfig; readonly clock: Clock; readonly verifier: DoorVerifier },
): AdmissionContext & { readonly replays: ReplayClaims } {
  const { monotonicNs } = clock;
  const { allowedDeltaSeconds, timeoutCapSeconds, futureSkewSeconds } = config.nonce;
  // A minute more than needed, so that a clock that is set back does not reopen the window for old nonces.
  const retentionSeconds = allowedDeltaSeconds + timeoutCapSeconds + futureSkewSeconds + 60;
  const perHotkey = config.limits.noncesPerHotkey;
  return {
    ...{ hotkey: owner.hotkey, clock, policy: owner.policy, offset: createClockOffset(owner.clockOffsets) },
    scheme: owner.scheme ?? legacyAuthentication,
    window: {
      allowedDelta: allowedDeltaSeconds,
      timeoutCap: timeoutCapSeconds,
      futureSkew: futureSkewSeconds,
    },
    replays: createReplayClaims(createReplayGuard({ monotonicNs, retentionSeconds, perHotkey })),
    budget: createVerificationBudget({
      ...{ clock, perSecond: config.limits.verificationsPerSecond },
      ...(verifier.concurrency > 0 ? { background: true, concurrency: verifier.concurrency } : {}),
    }),
    verify: owner.verify ?? verifier.verify,
  };
}
