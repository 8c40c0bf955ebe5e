import { quantile } from '../../../support/statistics/quantile.ts';
import type { Interval } from '../SimulationReport.ts';
import { type AssumedMiner, drawScores } from './drawScores.ts';
import type { IncentiveEstimate, IncentiveOptions, OnePercentMore } from './IncentiveEstimate.ts';
import { type MomentShares, simulateShares } from './simulateShares.ts';

const step = 0.01;
const bisections = 9;
/** The search asks eleven times, and needs no more digits than it prints. */
const searchMoments = 400;
/** Of a normal distribution, two-sided 95 %. */
const z = 1.959964;
const burnedWarning =
  'All of the miners’ incentive is burned, so a miner earns nothing, however good it is. This has been so since May 2026.';

/**
 * What a miner would get among assumed competitors, by Monte Carlo: every miner's score is drawn from a life of its
 * own by the subnet's formulas (window of 100, window of 10, cube, moving average), every validator sets its weights
 * by them, and the median decides. The figures are as good as the assumptions; nothing here was observed.
 *
 * Source of the formulas: `challengeReward`, `updateScore`, `chooseWeights`, `agreeOnShares`.
 */
export function estimateIncentive(options: IncentiveOptions): IncentiveEstimate {
  const { ours, rivals, burnShare, random } = options;
  const moments = options.moments ?? 2_000;
  const voices = options.validatorsAgree === true ? 1 : (options.validators ?? 5);
  const pools = rivals.map((rival, index) => ({
    count: rival.count,
    scores: drawScores(rival, 2 * moments, random.fork(`rivals/${index}`)),
  }));
  const paid = 1 - burnShare;
  // The same luck whatever our accuracy is, so that differences are its alone.
  const scoresAt = (miner: AssumedMiner, count: number) =>
    drawScores(miner, count * voices, random.fork('ours'));
  const sharesOf = (scores: Float64Array): MomentShares[] =>
    simulateShares({
      ...{ ours: scores, rivals: pools, validators: voices, weights: options.weights ?? {} },
      ...{ moments: scores.length / voices, random: random.fork('moments') },
    });
  const scores =
    'accuracy' in ours
      ? scoresAt(ours, moments)
      : new Float64Array(moments * voices).fill(ours.reward * ours.answerRate);
  const shares = sharesOf(scores);
  const own = shares.map((share) => paid * share.ours);
  const equalShare = paid / (1 + rivals.reduce((sum, { count }) => sum + count, 0));
  const shareAt = (accuracy: number, count = moments): number[] =>
    sharesOf(scoresAt({ accuracy, answerRate: ours.answerRate }, count)).map((share) => paid * share.ours);
  const searched = Math.min(moments, searchMoments);
  return {
    share: meanWithInterval(own),
    moments: { low: quantile(own, 0.025), high: quantile(own, 0.975) },
    ...{ equalShare, burnShare, score: mean(scores) },
    rivals: rivals.map((rival, index) => ({
      ...rival,
      score: mean(pools[index]?.scores ?? []),
      share: paid * mean(shares.map((share) => share.rivals[index] ?? 0)),
    })),
    onePercentMore:
      'accuracy' in ours
        ? onePercentMore(ours.accuracy, own, shareAt)
        : { gain: null, reason: 'it was given by its reward, not by its accuracy' },
    breakEven: breakEven(options.breakEvenShare ?? equalShare, paid, (accuracy) =>
      mean(shareAt(accuracy, searched)),
    ),
    warning: paid === 0 ? burnedWarning : null,
  };
}

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
};

function meanWithInterval(values: readonly number[]): Interval {
  const value = mean(values);
  const variance = mean(values.map((each) => (each - value) ** 2));
  const reach = z * Math.sqrt(variance / values.length);
  return { value, low: value - reach, high: value + reach };
}

function onePercentMore(
  accuracy: number,
  own: readonly number[],
  shareAt: (accuracy: number) => number[],
): OnePercentMore {
  // At the top there is no more; the last percent up to it is the answer then.
  const upwards = accuracy + step <= 1;
  const [from, to] = upwards ? [accuracy, accuracy + step] : [accuracy - step, accuracy];
  const other = shareAt(upwards ? to : from);
  const [lower, higher] = upwards ? [own, other] : [other, own];
  const gain = meanWithInterval(higher.map((value, moment) => value - (lower[moment] ?? 0)));
  const base = mean(lower);
  return { from, to, gain, relative: base === 0 ? 0 : gain.value / base };
}

function breakEven(
  share: number,
  paid: number,
  meanAt: (accuracy: number) => number,
): IncentiveEstimate['breakEven'] {
  if (paid === 0) return { share, accuracy: null, reason: 'all of it is burned' };
  if (meanAt(1) < share)
    return { share, accuracy: null, reason: 'not even one that is always right gets it' };
  let [low, high] = [0.5, 1];
  if (meanAt(low) >= share) return { share, accuracy: low, reason: 'guessing is enough for it' };
  for (let round = 0; round < bisections; round += 1) {
    const middle = (low + high) / 2;
    if (meanAt(middle) >= share) high = middle;
    else low = middle;
  }
  return { share, accuracy: high, reason: null };
}
