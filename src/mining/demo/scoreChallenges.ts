import { accuracy } from '../../support/statistics/accuracy.ts';
import { countConfusion } from '../../support/statistics/countConfusion.ts';
import { matthewsCorrelation } from '../../support/statistics/matthewsCorrelation.ts';
import { quantile } from '../../support/statistics/quantile.ts';
import type { DemoChallenge, Scoreboard } from './Scoreboard.ts';

/** Adds up a run. Answers count as validators round them: roadwork is more than 0.5. @param challenges 1 or more */
export function scoreChallenges(sent: readonly DemoChallenge[]): Scoreboard {
  const answers = sent.flatMap(({ label, prediction, milliseconds }) =>
    prediction === null ? [] : [{ label, verdict: prediction > 0.5 ? 1 : 0, milliseconds }],
  );
  const challenges = sent.length;
  const reward = sent.reduce((sum, { reward }) => sum + reward, 0) / challenges;
  if (answers.length === 0) {
    const unknown = { accuracy: null, mcc: null, p50Ms: null, p99Ms: null };
    return { challenges, answered: 0, ...unknown, mccReason: 'no challenge was answered', reward };
  }
  const counts = countConfusion(
    answers.map(({ label }) => label),
    answers.map(({ verdict }) => verdict),
  );
  const mcc = matthewsCorrelation(counts);
  const times = answers.map(({ milliseconds }) => milliseconds);
  return {
    challenges,
    answered: answers.length,
    accuracy: accuracy(counts),
    mcc: mcc.value,
    mccReason: mcc.value === null ? mcc.reason : null,
    reward,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
  };
}
