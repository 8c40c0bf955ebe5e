export type Interpolation = 'bilinear' | 'bicubic';

/** For each output sample: which input samples it is made of, and how much of each. */
export interface Weights {
  /** Entries of `values` for each output sample. */
  readonly size: number;
  /** Output samples. */
  readonly wanted: number;
  /** First input sample of each. */
  readonly starts: Int32Array;
  /** Input samples of each, at most `size`. */
  readonly counts: Int32Array;
  /** Weights as integers, 1 being 2²². They sum to 1, but for rounding. */
  readonly values: Int32Array;
}

interface Filter {
  /** Distance from which on it is 0. */
  readonly support: number;
  readonly at: (distance: number) => number;
}

const filters: Readonly<Record<Interpolation, Filter>> = {
  bilinear: { support: 1, at: (distance) => (distance < 1 ? 1 - distance : 0) },
  // Keys' cubic convolution with a = −0.5.
  bicubic: {
    support: 2,
    at: (x) => {
      if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
    },
  },
};

/**
 * The weights of Pillow's `precompute_coeffs` and `normalize_coeffs_8bpc` (`src/libImaging/Resample.c`) for one axis.
 * @param from input samples
 * @param to output samples
 * @param first the first output sample that is wanted
 * @param wanted how many of them are
 */
export function resampleWeights(
  from: number,
  to: number,
  interpolation: Interpolation,
  first: number,
  wanted: number,
): Weights {
  const filter = filters[interpolation];
  const scale = from / to;
  const filterScale = Math.max(scale, 1);
  const support = filter.support * filterScale;
  const size = Math.ceil(support) * 2 + 1;
  const inverse = 1 / filterScale;
  const starts = new Int32Array(wanted);
  const counts = new Int32Array(wanted);
  const values = new Int32Array(wanted * size);
  const exact = new Float64Array(size);
  for (let output = 0; output < wanted; output += 1) {
    const centre = (first + output + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(from, Math.trunc(centre + support + 0.5)) - start;
    let sum = 0;
    for (let tap = 0; tap < count; tap += 1) {
      const weight = filter.at(Math.abs((tap + start - centre + 0.5) * inverse));
      exact[tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < count; tap += 1) {
      const weight = (exact[tap] as number) / (sum === 0 ? 1 : sum);
      values[output * size + tap] = Math.trunc(weight * 2 ** 22 + (weight < 0 ? -0.5 : 0.5));
    }
    starts[output] = start;
    counts[output] = count;
  }
  return { size, wanted, starts, counts, values };
}
