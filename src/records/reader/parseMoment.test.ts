import { describe, expect, it } from 'vitest';
import { parseMoment } from './parseMoment.ts';

const now = Date.UTC(2026, 4, 2, 12);

describe('parseMoment', () => {
  it.each([
    ['90m', now - 5_400_000],
    ['1.5h', now - 5_400_000],
    ['7d', now - 604_800_000],
    ['30s', now - 30_000],
    ['2026-05-01', Date.UTC(2026, 4, 1)],
    ['2026-05-01T12:30', Date.UTC(2026, 4, 1, 12, 30)],
    ['2026-05-01T12:30:15.250Z', Date.UTC(2026, 4, 1, 12, 30, 15, 250)],
    ['2026-05-01T12:30+02:00', Date.UTC(2026, 4, 1, 10, 30)],
  ])('reads %s', (text, at) => {
    expect(parseMoment(text, now)).toBe(at);
  });

  it.each(['', 'yesterday', '7', '7w', '2026-13-01', '2026-05-01 12:00', '-7d', 'May 1'])(
    'refuses %j',
    (text) => {
      expect(() => parseMoment(text, now)).toThrow(
        expect.objectContaining({ code: 'RC_RECORDS_QUERY_INVALID' }),
      );
    },
  );
});
