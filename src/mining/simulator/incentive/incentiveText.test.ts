import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../support/random/createRandom.ts';
import { estimateIncentive } from './estimateIncentive.ts';
import { incentiveText } from './incentiveText.ts';

const ours = { accuracy: 0.9, answerRate: 1 };
const text = (count: number, burnShare: number): string =>
  incentiveText(
    estimateIncentive({
      ...{ ours, rivals: count === 0 ? [] : [{ ...ours, count }], burnShare, validatorsAgree: true },
      ...{ random: createRandom('incentive text'), moments: 20, validators: 1 },
    }),
  );

describe('incentiveText', () => {
  it('does not show a small share as nothing', () => {
    expect(text(9, 0.9999)).toContain('an equal part         0.001 %, of 10 miners');
    expect(text(9, 1)).toMatch(/expected share +0\.00 %/);
  });

  it('counts one as one', () => {
    expect(text(0, 0)).toMatch(/an equal part +100\.00 %, of one miner$/m);
  });
});
