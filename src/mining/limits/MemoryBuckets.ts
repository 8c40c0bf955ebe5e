import { RateLimiterCompatibleAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../../support/clock/Clock.ts';

/** A decision that this process made alone; tells it from one of Redis. */
export class MemoryDecision extends RateLimiterRes {}

/** Verified hotkeys and tokens are far fewer; the bound is for what nobody thought of. */
const mostKeys = 10_000;

/**
 * Token buckets in memory, as a limiter that rate-limiter-flexible takes for its insurance; its own memory limiter
 * counts by windows, where twice the burst may pass around the end of one.
 *
 * A bucket is one number, the moment at which it will be full again ("generic cell rate algorithm", ITU-T I.371,
 * virtual scheduling): a request moves it `duration / points` into the future, and is refused where that would be
 * more than `duration` away. The script for Redis does the same.
 */
export class MemoryBuckets extends RateLimiterCompatibleAbstract {
  // What the package sets on an insurance; its own accessors throw.
  override readonly keyPrefix = '';
  override blockDuration = 0;
  override execEvenly = false;
  /** By key, in ms of the monotonic clock, the least recently used first. */
  readonly #fullAt = new Map<string, number>();
  readonly #holds: number;
  readonly #wholeMs: number;
  readonly #clock: Pick<Clock, 'monotonicNs'>;

  /**
   * @param points what a bucket holds
   * @param duration seconds in which an empty bucket becomes full
   */
  constructor({
    points,
    duration,
    clock,
  }: {
    points: number;
    duration: number;
    clock: Pick<Clock, 'monotonicNs'>;
  }) {
    super();
    this.#holds = points;
    this.#wholeMs = duration * 1_000;
    this.#clock = clock;
  }

  /** Rejects with the decision where it is no, as every limiter of the package does. */
  override consume(key: string | number, points = 1): Promise<MemoryDecision> {
    const name = String(key);
    const now = Number(this.#clock.monotonicNs()) / 1e6;
    const holds = this.#holds;
    const whole = this.#wholeMs;
    const each = whole / holds;
    const fullAt = Math.max(this.#fullAt.get(name) ?? now, now) + points * each;
    const overMs = fullAt - now - whole;
    // A thousandth of a millisecond is rounding, not a request too many.
    if (overMs > 0.001) return Promise.reject(new MemoryDecision(0, Math.ceil(overMs), holds + 1));
    this.#fullAt.delete(name);
    this.#fullAt.set(name, fullAt);
    if (this.#fullAt.size > mostKeys) this.#forget(now);
    const used = Math.ceil((fullAt - now) / each - 1e-6);
    return Promise.resolve(new MemoryDecision(holds - used, 0, used));
  }

  /** How many buckets are kept. */
  get size(): number {
    return this.#fullAt.size;
  }

  #forget(now: number): void {
    for (const [key, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(key);
    // Where all are in use, the one that was silent longest gets a full bucket.
    for (const key of this.#fullAt.keys()) {
      if (this.#fullAt.size <= mostKeys) break;
      this.#fullAt.delete(key);
    }
  }
}
