import type { ReplayGuard, UsedNonce } from './createReplayGuard.ts';

/** What became of the claim of a nonce. */
export type ClaimOutcome = ReturnType<ReplayGuard['claim']>;

export interface ReplayClaims extends Pick<ReplayGuard, 'has' | 'export' | 'import'> {
  /** Claims a nonce here, as another process asks it to. */
  readonly claimHere: ReplayGuard['claim'];
  /** Claims a nonce here and, while that is delegated, there as well. */
  claim(used: UsedNonce): ClaimOutcome | Promise<ClaimOutcome>;
  /**
   * From now on a nonce counts as claimed only when the other process claims it, too. What it throws leaves the
   * decision to the claim made here: the other process may have died, and callers must not suffer for it.
   * @param claim `null` ends the delegation
   */
  delegate(claim: ((used: UsedNonce) => Promise<ClaimOutcome>) | null): void;
}

/**
 * Claims of nonces across a hand-over, while two processes answer on one port: the old one asks the new one, so that
 * a request accepted by either is refused by both.
 */
export function createReplayClaims(guard: ReplayGuard): ReplayClaims {
  let remote: ((used: UsedNonce) => Promise<ClaimOutcome>) | null = null;
  return {
    has: (used) => guard.has(used),
    export: () => guard.export(),
    import: (used) => guard.import(used),
    claimHere: (used) => guard.claim(used),
    claim(used) {
      const here = guard.claim(used);
      if (here !== 'claimed' || remote === null) return here;
      return remote(used).catch(() => here);
    },
    delegate(claim) {
      remote = claim;
    },
  };
}
