/** An allowance that fills with time. */
export interface TokenBucket {
  /** Whether a whole token is there. */
  ready(): boolean;
  /** Takes a token. @returns false when there is none */
  take(): boolean;
  /** Milliseconds until a token is there, 0 when one is. */
  waitMs(): number;
}

/**
 * @param options.perSecond tokens that are added in a second
 * @param options.burst tokens that it holds, and starts with; at least 1
 */
export function createTokenBucket(options: {
  monotonicNs: () => bigint;
  perSecond: number;
  burst: number;
}): TokenBucket {
  const { monotonicNs, perSecond } = options;
  const burst = Math.max(1, options.burst);
  let tokens = burst;
  let updatedNs = monotonicNs();
  const fill = (): number => {
    const now = monotonicNs();
    tokens = Math.min(burst, tokens + (Number(now - updatedNs) / 1e9) * perSecond);
    updatedNs = now;
    return tokens;
  };
  return {
    ready: () => fill() >= 1,
    take() {
      if (fill() < 1) return false;
      tokens -= 1;
      return true;
    },
    waitMs: () => Math.max(0, ((1 - fill()) / perSecond) * 1000),
  };
}
