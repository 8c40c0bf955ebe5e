import { expect, it } from 'vitest';
import { flattenScores } from './flattenScores.ts';

it('puts numbers, intervals and reasons side by side', () => {
  const scores = {
    mcc: { value: 0.5, low: 0.4, high: 0.6 },
    auc: { value: null, reason: 'no negative label in the group' },
  } as const;
  expect(flattenScores(scores)).toEqual({
    mcc: 0.5,
    auc: null,
    intervals: { mcc: [0.4, 0.6] },
    reasons: { auc: 'no negative label in the group' },
  });
});
