/** A nonce that was used, as it can be handed to the next process. */
export interface UsedNonce {
  hotkey: string;
  uuid: string;
  nonce: bigint;
}

export interface ReplayGuard {
  /** Whether this nonce was claimed within the retention. */
  has(used: UsedNonce): boolean;
  /**
   * Claims a nonce, in one step: of two concurrent replays only one gets `claimed`. Call it only after the
   * signature was verified, or anybody could use up the nonces of others.
   */
  claim(used: UsedNonce): 'claimed' | 'seen' | 'full';
  /** What an upgraded process must know to refuse replays of what this one accepted. */
  export(): UsedNonce[];
  import(used: Iterable<UsedNonce>): void;
  readonly size: number;
}

const keyOf = ({ hotkey, uuid, nonce }: UsedNonce): string => `${hotkey} ${uuid} ${nonce}`;

/**
 * Remembers used nonces for as long as they could be replayed. Age is measured by the monotonic clock from the
 * claim on, so a step of the wall clock neither forgets a nonce nor keeps it for ever.
 * @param options.retentionSeconds at least the oldest age plus the furthest future that the axon accepts
 * @param options.perHotkey bound for one hotkey; beyond it the hotkey is refused rather than a nonce forgotten
 */
export function createReplayGuard(options: {
  monotonicNs: () => bigint;
  retentionSeconds: number;
  perHotkey: number;
}): ReplayGuard {
  // Insertion order is claim order, so the expired ones are always at the front.
  const claimed = new Map<string, { used: UsedNonce; expiresNs: bigint }>();
  const counts = new Map<string, number>();
  const retentionNs = BigInt(Math.ceil(options.retentionSeconds * 1e9));

  const sweep = (now: bigint): void => {
    for (const [key, { used, expiresNs }] of claimed) {
      if (expiresNs > now) return;
      claimed.delete(key);
      const left = (counts.get(used.hotkey) ?? 1) - 1;
      if (left > 0) counts.set(used.hotkey, left);
      else counts.delete(used.hotkey);
    }
  };

  const claim = (used: UsedNonce): 'claimed' | 'seen' | 'full' => {
    const now = options.monotonicNs();
    sweep(now);
    const key = keyOf(used);
    if (claimed.has(key)) return 'seen';
    const count = counts.get(used.hotkey) ?? 0;
    if (count >= options.perHotkey) return 'full';
    claimed.set(key, { used, expiresNs: now + retentionNs });
    counts.set(used.hotkey, count + 1);
    return 'claimed';
  };

  return {
    has(used) {
      sweep(options.monotonicNs());
      return claimed.has(keyOf(used));
    },
    claim,
    export: () => [...claimed.values()].map(({ used }) => used),
    import(used) {
      for (const entry of used) claim(entry);
    },
    get size() {
      return claimed.size;
    },
  };
}
