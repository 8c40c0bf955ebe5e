import { describe, expect, it } from 'vitest';
import { brierScore } from './brierScore.ts';
import { checkArgument } from './checkArgument.ts';
import { checkConfusion } from './checkConfusion.ts';
import { checkFiniteValues } from './checkFiniteValues.ts';
import { checkLabels } from './checkLabels.ts';
import { countConfusion } from './countConfusion.ts';
import { logLoss } from './logLoss.ts';
import { pairLabelsWithScores } from './pairLabelsWithScores.ts';
import { rocAuc } from './rocAuc.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `not coded: ${error}`;
  }
  return 'accepted';
};

describe('strict input', () => {
  it('accepts good input and returns copies', () => {
    const values = [1.5, -2];
    const copy = checkFiniteValues('values', values);
    copy[0] = 9;
    expect(values).toEqual([1.5, -2]);
    expect(checkLabels('labels', Uint8Array.of(0, 1))).toEqual([0, 1]);
    expect(pairLabelsWithScores([0, 1], [-3, 40], 'finite')).toEqual([
      { label: 0, score: -3 },
      { label: 1, score: 40 },
    ]);
    expect(codeOf(() => checkArgument('x', 1, true, 'one'))).toBe('accepted');
  });

  it.each([
    ['RC_STATISTICS_EMPTY', () => checkLabels('labels', [])],
    ['RC_STATISTICS_EMPTY', () => checkFiniteValues('values', [])],
    ['RC_STATISTICS_EMPTY', () => rocAuc([], [])],
    ['RC_STATISTICS_LENGTHS_DIFFER', () => rocAuc([0, 1], [0.5])],
    ['RC_STATISTICS_LENGTHS_DIFFER', () => brierScore([0], [0.5, 0.5])],
    ['RC_STATISTICS_LENGTHS_DIFFER', () => countConfusion([0, 1], [0])],
    ['RC_STATISTICS_LABEL_INVALID', () => countConfusion([0, 2], [0, 0])],
    ['RC_STATISTICS_LABEL_INVALID', () => countConfusion([0, 1], [0, 0.5])],
    ['RC_STATISTICS_LABEL_INVALID', () => rocAuc([0, Number.NaN], [0, 0])],
    ['RC_STATISTICS_LABEL_INVALID', () => brierScore([-1, 1], [0, 0])],
    ['RC_STATISTICS_NOT_FINITE', () => rocAuc([0, 1], [0, Number.NaN])],
    ['RC_STATISTICS_NOT_FINITE', () => rocAuc([0, 1], [0, Number.POSITIVE_INFINITY])],
    ['RC_STATISTICS_NOT_FINITE', () => checkFiniteValues('values', new Array<number>(2))],
    ['RC_STATISTICS_NOT_A_PROBABILITY', () => brierScore([0], [1.01])],
    ['RC_STATISTICS_NOT_A_PROBABILITY', () => logLoss([0], [-0.01])],
    ['RC_STATISTICS_ARGUMENT_OUT_OF_RANGE', () => checkArgument('x', 1, false, 'two')],
    [
      'RC_STATISTICS_ARGUMENT_OUT_OF_RANGE',
      () => checkConfusion({ truePositives: 1.5, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 }),
    ],
    [
      'RC_STATISTICS_EMPTY',
      () => checkConfusion({ truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 }),
    ],
  ])('refuses with %s (%s)', (code, run) => {
    expect(codeOf(run)).toBe(code);
  });
});
