import { statisticsError } from './errors.ts';
import type { Measured } from './Measured.ts';

/**
 * Mean and variance of a stream in constant memory, without the cancellation of "sum of squares minus square of sum"
 * (Welford 1962; merging by Chan, Golub & LeVeque 1983).
 */
export class RunningMoments {
  #count = 0;
  #mean = 0;
  #squares = 0;

  get count(): number {
    return this.#count;
  }

  /** In the unit of the values; `null` before the first value. */
  get mean(): Measured {
    return this.#count === 0 ? { value: null, reason: 'no value yet' } : { value: this.#mean };
  }

  /** Unbiased sample variance (divided by n − 1), in squared units, ≥ 0; `null` with fewer than two values. */
  get variance(): Measured {
    if (this.#count < 2) return { value: null, reason: 'fewer than two values' };
    return { value: this.#squares / (this.#count - 1) };
  }

  /** @throws RC_STATISTICS_NOT_FINITE; the moments are then unchanged */
  add(value: number): void {
    if (!Number.isFinite(value)) {
      throw statisticsError('RC_STATISTICS_NOT_FINITE', { name: 'values', index: this.#count, value });
    }
    this.#count += 1;
    const before = value - this.#mean;
    this.#mean += before / this.#count;
    this.#squares += before * (value - this.#mean);
  }

  /** Takes in all values that `other` has seen, as if each had been added here. */
  merge(other: RunningMoments): void {
    if (other.#count === 0) return;
    const count = this.#count + other.#count;
    const apart = other.#mean - this.#mean;
    this.#squares += other.#squares + apart ** 2 * ((this.#count * other.#count) / count);
    this.#mean += apart * (other.#count / count);
    this.#count = count;
  }
}
