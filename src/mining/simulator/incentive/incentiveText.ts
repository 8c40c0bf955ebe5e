import { alignColumns } from '../report/alignColumns.ts';
import type { IncentiveEstimate } from './IncentiveEstimate.ts';

/** A share that these digits would show as nothing keeps its first two. */
const percent = (share: number, digits = 2): string => {
  const value = 100 * share;
  const isHidden = value !== 0 && Math.abs(value) < 10 ** -digits / 2;
  return `${isHidden ? Number(value.toPrecision(2)) : value.toFixed(digits)} %`;
};

/** The estimate for people: first what they must know, then the figures, at last what they rest on. */
export function incentiveText(estimate: IncentiveEstimate): string {
  const { share, moments, onePercentMore, breakEven, equalShare, burnShare, rivals } = estimate;
  const count = rivals.reduce((sum, rival) => sum + rival.count, 0);
  const more =
    onePercentMore.gain === null
      ? `unknown: ${onePercentMore.reason}`
      : `${percent(onePercentMore.gain.value, 3)} (${percent(onePercentMore.gain.low, 3)} to ${percent(onePercentMore.gain.high, 3)}), ` +
        `${onePercentMore.relative >= 0 ? '+' : ''}${percent(onePercentMore.relative, 0)} of what there is, ` +
        `from accuracy ${onePercentMore.from.toFixed(2)} to ${onePercentMore.to.toFixed(2)}`;
  const needed =
    breakEven.accuracy === null
      ? `none: ${breakEven.reason}`
      : `${breakEven.accuracy.toFixed(3)}${breakEven.reason === null ? '' : ` (${breakEven.reason})`}`;
  const lines = alignColumns(
    [
      ['expected share', `${percent(share.value)} (${percent(share.low)} to ${percent(share.high)})`],
      ['at single moments', `${percent(moments.low)} to ${percent(moments.high)} (95 % of them)`],
      ['an equal part', `${percent(equalShare)}, of ${count === 0 ? 'one miner' : `${count + 1} miners`}`],
      ['burned', percent(burnShare, 0)],
      ['one more percent', more],
      [`accuracy for ${percent(breakEven.share)}`, needed],
    ],
    ['left', 'left'],
  );
  const table = alignColumns([
    ['assumed', 'miners', 'accuracy', 'answers', 'score', 'share of each'],
    ['ours', '1', '', '', estimate.score.toFixed(3), percent(share.value)],
    ...rivals.map((rival, index) => [
      `rivals ${index + 1}`,
      String(rival.count),
      rival.accuracy.toFixed(3),
      percent(rival.answerRate, 1),
      rival.score.toFixed(3),
      percent(rival.share),
    ]),
  ]);
  const warning = estimate.warning === null ? [] : [estimate.warning, ''];
  return [
    ...warning,
    ...lines,
    '',
    ...table,
    '',
    'Computed from these assumptions by the subnet’s formulas; nothing of it was observed.',
  ].join('\n');
}
