import { statisticsError } from './errors.ts';

/** 1 = the positive class (roadwork present), 0 = the negative class. */
export type BinaryLabel = 0 | 1;

/**
 * Strict check of a list of binary labels (or of predictions already thresholded to 0/1).
 * @returns a copy of `values`: non-empty, every entry 0 or 1
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_LABEL_INVALID
 */
export function checkLabels(name: string, values: ArrayLike<number>): BinaryLabel[] {
  if (values.length === 0) throw statisticsError('RC_STATISTICS_EMPTY', { name });
  return Array.from(values, (value, index): BinaryLabel => {
    if (value === 0) return 0;
    if (value === 1) return 1;
    throw statisticsError('RC_STATISTICS_LABEL_INVALID', { name, index, value });
  });
}
