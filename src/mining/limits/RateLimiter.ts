/** How much of its allowance a caller has left. */
export interface RateDecision {
  readonly allowed: boolean;
  /** Whole requests that could follow at once; 0 where this one was not allowed. */
  readonly remaining: number;
  /** Milliseconds until this request would be allowed; 0 where it was. */
  readonly retryAfterMs: number;
}

/** Where the counting happens. */
export interface RateLimiterHealth {
  readonly store: 'memory' | 'redis';
  /** Redis is away, and this process counts alone meanwhile. */
  readonly insured: boolean;
}

/** Counts what each caller asks for, as a bucket that fills by `perMinute` and holds `burst`. */
export interface RateLimiter {
  /**
   * Takes from the caller's bucket, if it holds enough. Answers within some 50 ms whatever Redis does, and never
   * rejects for its sake.
   * @param key who calls: a verified hotkey, a token. Tokens reach Redis as hashes only
   * @param points how much, 1 to `burst`; default 1
   * @throws RangeError for other points
   */
  consume(key: string, points?: number): Promise<RateDecision>;
  health(): RateLimiterHealth;
  /** Ends the connection. Later calls count in memory. */
  close(): void;
}
