import { expect, it } from 'vitest';
import { updateScore } from './updateScore.ts';

const after = (challenges: number, reward: number, start: number) =>
  Array.from({ length: challenges }).reduce<number>((score) => updateScore(score, reward), start);

it('moves a twentieth of the way to each reward', () => {
  expect(updateScore(0.4, 1)).toBeCloseTo(0.43, 12);
  expect(after(59, 1, 0)).toBeGreaterThan(0.95);
  expect(after(58, 1, 0)).toBeLessThan(0.95);
  expect(after(13, 0, 1)).toBeGreaterThan(0.5);
  expect(after(14, 0, 1)).toBeLessThan(0.5);
});

it('takes a reward that is no number for none', () => {
  expect(updateScore(0.4, Number.NaN)).toBe(updateScore(0.4, 0));
});
