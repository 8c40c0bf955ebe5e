import type { MeasuredWithInterval } from './measure.ts';

/** Scores as programs want them: bare numbers, and beside them the intervals or the reasons for `null`. */
export interface FlatScores {
  /** 95 %, of every score that is a number. */
  readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>>;
  /** Of every score that is `null`. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** `{mcc: {value, low, high}}` → `{mcc: value, intervals: {mcc: [low, high]}, reasons: {}}`; one of both holds each. */
export function flattenScores<Name extends string>(
  scores: Readonly<Record<Name, MeasuredWithInterval>>,
): Readonly<Record<Name, number | null>> & FlatScores {
  const values: Record<string, number | null> = {};
  const intervals: Record<string, readonly [number, number]> = {};
  const reasons: Record<string, string> = {};
  for (const [name, score] of Object.entries<MeasuredWithInterval>(scores)) {
    values[name] = score.value;
    if (score.value === null) reasons[name] = score.reason;
    else intervals[name] = [score.low, score.high];
  }
  return { ...(values as Record<Name, number | null>), intervals, reasons };
}
