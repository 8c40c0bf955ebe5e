import type { Random } from '../../support/random/Random.ts';
import { accuracy } from '../../support/statistics/accuracy.ts';
import { bootstrapInterval } from '../../support/statistics/bootstrapInterval.ts';
import type { Measured } from '../../support/statistics/Measured.ts';
import {
  confusionOf,
  type MeasuredWithInterval,
  naturalStatistics,
  resamplesFor,
  type Sample,
} from './measure.ts';

/** Fewer groups cannot stand for all those that might have been collected. */
const fewestGroups = 5;

const statistics = {
  accuracy: (sample: Sample): Measured => ({ value: accuracy(confusionOf(sample)) }),
  mcc: naturalStatistics.mcc,
  auc: naturalStatistics.auc,
};

export type BetweenGroups = Readonly<Record<keyof typeof statistics, MeasuredWithInterval>>;

/**
 * The scores of all images with the 95 % interval of another draw of *groups* (cluster bootstrap; Davison & Hinkley
 * 1997, section 3.8): whole groups are drawn with replacement. Images of one ride resemble each other, so this is wider
 * than the interval of `measure`, and it is the one that says something about the next camera.
 * @param groups of one or more images each
 */
export function measureBetweenGroups(groups: readonly Sample[], random: Random): BetweenGroups {
  const images = groups.flat();
  const measureOne = (name: keyof typeof statistics): MeasuredWithInterval => {
    if (groups.length < fewestGroups) {
      return { value: null, reason: `${groups.length} groups are too few` };
    }
    const source = random.fork(name);
    const interval = bootstrapInterval(groups, (drawn) => statistics[name](drawn.flat()), {
      random: () => source.float(),
      resamples: resamplesFor(images.length),
      method: 'percentile',
    });
    if (interval.estimate === null) return { value: null, reason: interval.reason };
    const { estimate: value, low, high } = interval;
    return { value, low: Math.min(value, low), high: Math.max(value, high) };
  };
  return { accuracy: measureOne('accuracy'), mcc: measureOne('mcc'), auc: measureOne('auc') };
}
