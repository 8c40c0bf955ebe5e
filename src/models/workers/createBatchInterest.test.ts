import { expect, it } from 'vitest';
import { createBatchInterest } from './createBatchInterest.ts';

it('aborts with the last image that was given up, and not while one is wanted', () => {
  const interest = createBatchInterest([1, 2, 3]);
  interest.giveUp(1);
  interest.answered(2);
  expect(interest.isGivenUp(1)).toBe(true);
  expect(interest.signal.aborted).toBe(false);
  interest.giveUp(3);
  expect(interest.signal.aborted).toBe(true);
});

it('takes no notice of other batches and of what is done', () => {
  const interest = createBatchInterest([1, 2]);
  interest.giveUp(7);
  expect(interest.isGivenUp(7)).toBe(false);
  interest.answered(1);
  interest.giveUp(1);
  expect(interest.isGivenUp(1)).toBe(false);
  interest.answered(2);
  expect(interest.signal.aborted).toBe(false);
});
