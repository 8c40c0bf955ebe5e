import { expect, it } from 'vitest';
import { readRetryAfter } from './readRetryAfter.ts';

const now = Date.UTC(2026, 10, 22, 12, 0, 0);

it.each<[string | null, number | null]>([
  [null, null],
  ['0', 0],
  ['120', 120],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 30],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
  ['soon', null],
  ['-5', null],
])('reads %j as %j seconds', (value, seconds) => {
  expect(readRetryAfter(value, now)).toBe(seconds);
});
