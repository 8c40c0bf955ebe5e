import type { MeasuredWithInterval } from './measure.ts';

/** `0.842 (0.815 to 0.866)`, or `unknown: no positive label in the group`. */
export function showScore(score: MeasuredWithInterval): string {
  if (score.value === null) return `unknown: ${score.reason}`;
  const [value, low, high] = [score.value, score.low, score.high].map((number) => number.toFixed(3));
  return `${value} (${low} to ${high})`;
}
