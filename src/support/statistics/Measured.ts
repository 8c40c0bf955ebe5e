/**
 * A statistic that may be undefined for the data at hand (e.g. the AUC of a group with one class). It is then `null`
 * with a plain reason, never 0 and never NaN, so that a report cannot mistake "unknown" for "bad".
 */
export type Measured = { value: number } | { value: null; reason: string };
