/** What is taken from strangers. */
export interface DecodeLimits {
  /** Encoded bytes. */
  readonly maxBytes: number;
  /** Width × height. */
  readonly maxPixels: number;
  /** Pixels of each side. */
  readonly maxSide: number;
  /** Milliseconds from the call to the answer. */
  readonly timeoutMs: number;
  /** The share of a damaged image's rows, from the top, that has to carry pixels: 0 to 1. */
  readonly minIntactShare: number;
}

/**
 * 16 MiB are what the axon takes as a body; 40 million pixels are a good telephone's camera and 120 MB in memory.
 */
export const defaultDecodeLimits: DecodeLimits = {
  maxBytes: 16 * 2 ** 20,
  maxPixels: 40_000_000,
  maxSide: 16_384,
  timeoutMs: 5_000,
  minIntactShare: 0.5,
};
