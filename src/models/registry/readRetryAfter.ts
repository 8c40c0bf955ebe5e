/** Seconds that `Retry-After` asks for: a number or an HTTP date; `null` without one that is understood. */
export function readRetryAfter(value: string | null, nowMs: number): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value);
  // Every form of an HTTP date names its zone; without that check `-5` would be a date, too.
  const date = /\bGMT\b/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - nowMs) / 1_000));
}
