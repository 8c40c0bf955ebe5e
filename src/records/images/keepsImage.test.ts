import { expect, it } from 'vitest';
import { keepsImage } from './keepsImage.ts';

it.each([
  ['none', 'guessed', 0.45, false],
  ['none', 'answered', 0.5, false],
  ['all', 'failed', null, true],
  ['all', 'answered', 0.99, true],
  ['uncertain', 'answered', 0.15, false],
  ['uncertain', 'answered', 0.1501, true],
  ['uncertain', 'answered', 0.8499, true],
  ['uncertain', 'answered', 0.85, false],
  ['uncertain', 'guessed', 0.99, true],
  ['uncertain', 'late', 0.4, true],
  ['uncertain', 'failed', null, false],
] as const)('with %s, of one %s with %s: %s', (keep, outcome, probability, kept) => {
  expect(keepsImage(keep, { outcome, probability })).toBe(kept);
});
