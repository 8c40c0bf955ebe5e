import { noPrediction } from '../../subnets/streetvision/reward/challengeReward.ts';
import { estimateReward } from '../../subnets/streetvision/reward/estimateReward.ts';
import type { Random } from '../../support/random/Random.ts';
import { bootstrapInterval } from '../../support/statistics/bootstrapInterval.ts';
import { countConfusion } from '../../support/statistics/countConfusion.ts';
import type { Measured } from '../../support/statistics/Measured.ts';
import { matthewsCorrelation } from '../../support/statistics/matthewsCorrelation.ts';
import { quantile } from '../../support/statistics/quantile.ts';
import { wilsonInterval } from '../../support/statistics/wilsonInterval.ts';
import type { Contestant } from './Contestant.ts';
import { groupReasons } from './groupReasons.ts';
import type { Interval, MinerSummary, SimulatedAnswer } from './SimulationReport.ts';

/** A scored challenge that was answered. Verdicts are as validators round: roadwork is more than 0.5. */
interface Verdict {
  readonly label: 0 | 1;
  readonly verdict: 0 | 1;
}

const bootstrapResamples = 1_000;

const correlationOf = (sample: readonly Verdict[]): Measured =>
  matthewsCorrelation(
    countConfusion(
      sample.map(({ label }) => label),
      sample.map(({ verdict }) => verdict),
    ),
  );

function measureCorrelation(
  verdicts: readonly Verdict[],
  random: Random,
): { mcc: Interval | null; mccReason: string | null } {
  if (verdicts.length === 0) return { mcc: null, mccReason: 'no challenge was answered' };
  const whole = correlationOf(verdicts);
  if (whole.value === null) return { mcc: null, mccReason: whole.reason };
  const source = random.fork('mcc');
  const interval = bootstrapInterval(verdicts, correlationOf, {
    random: () => source.float(),
    resamples: bootstrapResamples,
    method: 'percentile',
    stratum: ({ label }) => label,
  });
  if (interval.estimate === null) return { mcc: null, mccReason: interval.reason };
  const { estimate: value, low, high } = interval;
  return { mcc: { value, low: Math.min(value, low), high: Math.max(value, high) }, mccReason: null };
}

function measureAccuracy(verdicts: readonly Verdict[]): Interval | null {
  if (verdicts.length === 0) return null;
  const right = verdicts.filter(({ label, verdict }) => label === verdict).length;
  return { value: right / verdicts.length, ...wilsonInterval(right, verdicts.length) };
}

/** Of the answers, and of the challenges that nobody answered, which earn nothing. */
function expectReward(scored: readonly SimulatedAnswer[], random: Random): Interval | null {
  const labelled = scored.flatMap(({ label, prediction }) => (label === null ? [] : [{ label, prediction }]));
  if (labelled.length === 0) return null;
  const estimate = estimateReward(
    labelled.map(({ prediction }) => prediction ?? noPrediction),
    labelled.map(({ label }) => label),
    random,
  );
  return estimate.value === null ? null : estimate;
}

/**
 * Adds up what one miner answered. Accuracy and MCC are of the scored challenges that it answered; 95 % intervals:
 * Wilson's, the percentile bootstrap within labels, and `estimateReward`'s.
 * @param answers all of this miner
 * @param standing what depends on the other miners and on the validators
 * @param random only forks of it are used
 */
export function summarizeMiner(
  { name, uid, answersBy }: Contestant,
  answers: readonly SimulatedAnswer[],
  standing: Pick<MinerSummary, 'score' | 'rank' | 'weight'>,
  random: Random,
): MinerSummary {
  const assumed = answersBy.kind === 'chance';
  const scored = answers.filter(({ kind }) => kind === 'scored');
  const verdicts = scored.flatMap(({ label, prediction }): Verdict[] =>
    prediction === null || label === null ? [] : [{ label, verdict: prediction > 0.5 ? 1 : 0 }],
  );
  const times = answers.flatMap(({ prediction, latencyMs }) => (prediction === null ? [] : [latencyMs]));
  const failures = groupReasons(answers.flatMap(({ failure }) => (failure === null ? [] : [failure])));
  const percentile = (share: number) => (assumed || times.length === 0 ? null : quantile(times, share));
  return {
    ...{ miner: name, uid, assumed, challenges: answers.length, answered: times.length },
    accuracy: measureAccuracy(verdicts),
    ...measureCorrelation(verdicts, random),
    reward: scored.reduce((sum, { reward }) => sum + reward, 0) / Math.max(1, scored.length),
    // Of chances that somebody assumed, an interval would only pretend to know something.
    expectedReward: assumed ? null : expectReward(scored, random),
    ...standing,
    ...{ p50Ms: percentile(0.5), p99Ms: percentile(0.99), failures },
  };
}
