import { checkLabels } from './checkLabels.ts';
import { checkSameLength } from './checkSameLength.ts';
import { countConfusion } from './countConfusion.ts';

/** Items on which two classifiers differ in being right: the two cells that McNemar's test needs. */
export interface DiscordantCounts {
  onlyFirstRight: number;
  onlySecondRight: number;
}

/**
 * Counts the items that exactly one of two classifiers answers rightly.
 * @param labels truth, 0 or 1 per item
 * @param first answers of the first, 0 or 1 per item
 * @param second answers of the second, 0 or 1 per item
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_LENGTHS_DIFFER, RC_STATISTICS_LABEL_INVALID
 */
export function countDiscordant(
  labels: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): DiscordantCounts {
  const truth = checkLabels('labels', labels);
  const answers = Object.entries({ first, second }).map(([name, values]) => {
    const checked = checkLabels(name, values);
    checkSameLength('labels', truth, name, checked);
    return checked;
  });
  const [one = [], two = []] = answers;
  // Two binary answers differ exactly where one of them is right.
  const differing = truth.map((_, index) => index).filter((index) => one[index] !== two[index]);
  if (differing.length === 0) return { onlyFirstRight: 0, onlySecondRight: 0 };
  const at = (values: readonly number[]) => differing.map((index) => values[index] ?? 0);
  const { truePositives, trueNegatives } = countConfusion(at(truth), at(one));
  const onlyFirstRight = truePositives + trueNegatives;
  return { onlyFirstRight, onlySecondRight: differing.length - onlyFirstRight };
}
