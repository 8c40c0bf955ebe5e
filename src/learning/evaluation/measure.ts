import type { Random } from '../../support/random/Random.ts';
import { accuracy } from '../../support/statistics/accuracy.ts';
import { bootstrapInterval } from '../../support/statistics/bootstrapInterval.ts';
import { brierScore } from '../../support/statistics/brierScore.ts';
import { type ConfusionCounts, countConfusion } from '../../support/statistics/countConfusion.ts';
import { expectedCalibrationError } from '../../support/statistics/expectedCalibrationError.ts';
import type { Measured } from '../../support/statistics/Measured.ts';
import { matthewsCorrelation } from '../../support/statistics/matthewsCorrelation.ts';
import { recall } from '../../support/statistics/recall.ts';
import { rocAuc } from '../../support/statistics/rocAuc.ts';
import { specificity } from '../../support/statistics/specificity.ts';
import { wilsonInterval } from '../../support/statistics/wilsonInterval.ts';
import { balancedCalibrationError } from './balancedCalibrationError.ts';
import { isRoadwork, type Prediction } from './Prediction.ts';

/** A statistic with its 95 % interval, or the reason why there is none. */
export type MeasuredWithInterval =
  | { readonly value: number; readonly low: number; readonly high: number }
  | { readonly value: null; readonly reason: string };

/** Bins of reliability diagrams and calibration errors; each holds about equally many images. */
export const calibrationOptions = { bins: 10, kind: 'equal-mass' } as const;

export type Sample = readonly Pick<Prediction, 'label' | 'probability'>[];

const labelsOf = (sample: Sample): number[] => sample.map(({ label }) => label);
const probabilitiesOf = (sample: Sample): number[] => sample.map(({ probability }) => probability);

export const confusionOf = (sample: Sample): ConfusionCounts =>
  countConfusion(
    labelsOf(sample),
    sample.map(({ probability }) => isRoadwork(probability)),
  );

/** Both classes weigh the same when each counts as often as the other has images; the counts stay integers. */
const balance = (counts: ConfusionCounts): ConfusionCounts => {
  const positives = counts.truePositives + counts.falseNegatives;
  const negatives = counts.trueNegatives + counts.falsePositives;
  return {
    truePositives: counts.truePositives * negatives,
    falseNegatives: counts.falseNegatives * negatives,
    trueNegatives: counts.trueNegatives * positives,
    falsePositives: counts.falsePositives * positives,
  };
};

const meanOf = (first: Measured, second: Measured): Measured => {
  if (first.value === null) return first;
  if (second.value === null) return second;
  return { value: (first.value + second.value) / 2 };
};

const ifBothClasses =
  (statistic: (sample: Sample) => number) =>
  (sample: Sample): Measured => {
    if (sample.every(({ label }) => label === 0))
      return { value: null, reason: 'no positive label in the group' };
    if (sample.every(({ label }) => label === 1))
      return { value: null, reason: 'no negative label in the group' };
    return { value: statistic(sample) };
  };

const brierOf = (sample: Sample): number => brierScore(labelsOf(sample), probabilitiesOf(sample));

/** Share of right answers, with the interval of a proportion, which also says something where all are right. */
export function measureAccuracy(sample: Sample): MeasuredWithInterval {
  const counts = confusionOf(sample);
  const right = counts.truePositives + counts.trueNegatives;
  return { value: accuracy(counts), ...wilsonInterval(right, sample.length) };
}

/** What is measured on images as they are. */
export const naturalStatistics = {
  mcc: (sample: Sample): Measured => matthewsCorrelation(confusionOf(sample)),
  auc: (sample: Sample): Measured => rocAuc(labelsOf(sample), probabilitiesOf(sample)),
  brier: (sample: Sample): Measured => ({ value: brierOf(sample) }),
  ece: (sample: Sample): Measured => ({
    value: expectedCalibrationError(labelsOf(sample), probabilitiesOf(sample), calibrationOptions),
  }),
};

/** The same as if both classes were equally frequent. The AUC does not depend on that. */
export const balancedStatistics = {
  accuracy: (sample: Sample): Measured => {
    const counts = confusionOf(sample);
    return meanOf(recall(counts), specificity(counts));
  },
  mcc: (sample: Sample): Measured => {
    const counts = confusionOf(sample);
    const natural = matthewsCorrelation(counts);
    return natural.value === null ? natural : matthewsCorrelation(balance(counts));
  },
  brier: ifBothClasses(
    (sample) =>
      (brierOf(sample.filter(({ label }) => label === 1)) +
        brierOf(sample.filter(({ label }) => label === 0))) /
      2,
  ),
  ece: ifBothClasses((sample) =>
    balancedCalibrationError(labelsOf(sample), probabilitiesOf(sample), calibrationOptions),
  ),
};

/** So many drawn images in all the resamples of one interval: keeps a report on 100,000 images below minutes. */
const drawsOfInterval = 1_200_000;

/** How often a set of `size` images is drawn anew for one interval. */
export const resamplesFor = (size: number): number =>
  Math.max(200, Math.min(1_000, Math.floor(drawsOfInterval / size)));

/**
 * Each statistic with its 95 % percentile bootstrap interval: images drawn with replacement, within their class, so
 * that every resample has the balance of the set.
 * @param sample one or more images
 * @param random only forks of it are used, so one statistic does not disturb another
 */
export function measure<Name extends string>(
  sample: Sample,
  statistics: Readonly<Record<Name, (sample: Sample) => Measured>>,
  random: Random,
): Record<Name, MeasuredWithInterval> {
  const resamples = resamplesFor(sample.length);
  const entries = Object.entries<(sample: Sample) => Measured>(statistics).map(([name, statistic]) => {
    const whole = statistic(sample);
    if (whole.value === null) return [name, whole];
    const source = random.fork(name);
    const interval = bootstrapInterval(sample, statistic, {
      random: () => source.float(),
      resamples,
      method: 'percentile',
      stratum: ({ label }) => label,
    });
    return [
      name,
      interval.estimate === null
        ? { value: null, reason: interval.reason }
        : // The ECE of resamples is biased upwards; an interval that leaves out the value itself would only confuse.
          {
            value: whole.value,
            low: Math.min(whole.value, interval.low),
            high: Math.max(whole.value, interval.high),
          },
    ];
  });
  return Object.fromEntries(entries) as Record<Name, MeasuredWithInterval>;
}
