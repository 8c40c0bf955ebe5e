/** What the limit is learned from. */
export interface ConcurrencyState {
  /** How many may be in flight; a fraction, of which the whole part counts. */
  readonly limit: number;
  /** The least time that one took of late, ms: what it takes when nothing waits. `null` before the first. */
  readonly leastMs: number | null;
  /** Samples since `leastMs` was measured anew. */
  readonly age: number;
}

/** One that is over. */
export interface ConcurrencySample {
  /** How long it took, ms. */
  readonly ms: number;
  /** How many were in flight when it began, itself included. */
  readonly inFlight: number;
  /** Whether it found no time or no place. */
  readonly dropped: boolean;
}

export interface ConcurrencyBounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** After this many samples the least time is measured anew: a smaller machine or model may be behind it now. */
const samplesPerProbe = 600;

const clamp = (value: number, { minimum, maximum }: ConcurrencyBounds): number =>
  Math.min(maximum, Math.max(minimum, value));

export const firstConcurrencyState = (bounds: ConcurrencyBounds): ConcurrencyState => ({
  limit: clamp(Math.sqrt(bounds.minimum * bounds.maximum), bounds),
  leastMs: null,
  age: 0,
});

/**
 * The next limit of concurrency after one sample, by the estimate of TCP Vegas: with `limit` in flight,
 * `limit × (1 − least / ms)` of them were waiting. Few waiting: one more may come; many: one less. What found no time
 * takes a tenth away at once. While less than half of the limit is used, nothing is learned about the limit.
 * Source: Netflix/concurrency-limits, VegasLimit (alpha 3·log10, beta 6·log10 of the limit).
 */
export function nextConcurrencyLimit(
  state: ConcurrencyState,
  { ms, inFlight, dropped }: ConcurrencySample,
  bounds: ConcurrencyBounds,
): ConcurrencyState {
  const { limit } = state;
  if (dropped) return { ...state, limit: clamp(limit * 0.9, bounds) };
  if (!(ms > 0) || !Number.isFinite(ms)) return { ...state, limit: clamp(limit, bounds) };
  const probing = state.age >= samplesPerProbe;
  const leastMs = probing || state.leastMs === null ? ms : Math.min(state.leastMs, ms);
  const age = probing ? 0 : state.age + 1;
  if (inFlight * 2 < limit) return { limit: clamp(limit, bounds), leastMs, age };
  const waiting = limit * (1 - leastMs / ms);
  const scale = Math.max(1, Math.log10(limit));
  const change = waiting <= 3 * scale ? 1 : waiting >= 6 * scale ? -1 : 0;
  return { limit: clamp(limit + change, bounds), leastMs, age };
}
