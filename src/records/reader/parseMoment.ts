import { recordsError } from '../errors.ts';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A time as an operator writes it: an ISO date or time (`2026-05-01`, `2026-05-01T12:00Z`; without a zone UTC), or an
 * age (`90m`, `24h`, `7d`).
 * @param now wall clock, milliseconds since 1970, as the result
 * @throws RC_RECORDS_QUERY_INVALID
 */
export function parseMoment(text: string, now: number): number {
  const age = /^(\d{1,6}(?:\.\d{1,3})?)([smhd])$/.exec(text);
  if (age !== null) return Math.round(now - Number(age[1]) * (units[age[2] ?? ''] ?? 0));
  const date = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  // ECMAScript takes a time without a zone for local time, and servers are rarely where their operator is.
  const zoned = date?.[1] !== undefined && date[4] === undefined ? `${text}Z` : text;
  const at = date === null ? Number.NaN : Date.parse(zoned);
  if (Number.isNaN(at)) {
    throw recordsError('RC_RECORDS_QUERY_INVALID', { reason: `${JSON.stringify(text)} is no time` });
  }
  return at;
}
