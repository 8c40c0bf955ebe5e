import { matthewsCorrelation } from '../../../support/statistics/matthewsCorrelation.ts';
import { quantile } from '../../../support/statistics/quantile.ts';
import type { SimulatedAnswer } from '../SimulationReport.ts';

/** Where one miner stands while a simulation runs. */
export interface Standing {
  readonly miner: string;
  /** Scored and organic. */
  readonly challenges: number;
  readonly answered: number;
  /** Of the scored challenges that it answered, 0 to 1; `null` without any. */
  readonly accuracy: number | null;
  /** Of the same; `null` while they are of one class only. */
  readonly mcc: number | null;
  /** Mean reward of the scored challenges, 0 to 1. */
  readonly reward: number;
  /** The moving average, the mean over the validators that asked so far. */
  readonly score: number;
  /** 1 is the best; equal scores share a rank. */
  readonly rank: number;
  /** Of the last 200 answers, milliseconds; `null` without any. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

export interface Standings {
  record(answer: SimulatedAnswer): void;
  /** The best first. */
  list(): Standing[];
}

interface Tally {
  challenges: number;
  answered: number;
  scored: number;
  reward: number;
  readonly confusion: {
    truePositives: number;
    falsePositives: number;
    trueNegatives: number;
    falseNegatives: number;
  };
  readonly scores: Map<string, number>;
  readonly latencies: number[];
}

const newTally = (): Tally => ({
  ...{ challenges: 0, answered: 0, scored: 0, reward: 0, scores: new Map(), latencies: [] },
  confusion: { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 },
});
const latencyWindow = 200;

/** Adds answers up as they come; its cost does not grow with the run. */
export function createStandings(): Standings {
  const tallies = new Map<string, Tally>();
  return {
    record({ miner, kind, label, prediction, latencyMs, validator, reward, score }) {
      const tally = tallies.get(miner) ?? newTally();
      tallies.set(miner, tally);
      tally.challenges += 1;
      if (prediction !== null) {
        tally.answered += 1;
        tally.latencies.push(latencyMs);
        if (tally.latencies.length > latencyWindow) tally.latencies.shift();
      }
      if (kind === 'organic') return;
      tally.scored += 1;
      tally.reward += reward;
      tally.scores.set(validator, score);
      if (prediction === null || label === null) return;
      const yes = prediction > 0.5;
      if (yes) tally.confusion[label === 1 ? 'truePositives' : 'falsePositives'] += 1;
      else tally.confusion[label === 0 ? 'trueNegatives' : 'falseNegatives'] += 1;
    },
    list() {
      const rows = [...tallies].map(([miner, tally]) => ({ miner, ...sumUp(tally) }));
      rows.sort((a, b) => b.score - a.score);
      return rows.map((row) => ({ ...row, rank: 1 + rows.filter(({ score }) => score > row.score).length }));
    },
  };
}

function sumUp({ challenges, answered, scored, reward, confusion, scores, latencies }: Tally) {
  const { truePositives, trueNegatives, falsePositives, falseNegatives } = confusion;
  const right = truePositives + trueNegatives;
  const known = right + falsePositives + falseNegatives;
  const total = [...scores.values()].reduce((sum, score) => sum + score, 0);
  return {
    ...{ challenges, answered },
    accuracy: known === 0 ? null : right / known,
    mcc: known === 0 ? null : matthewsCorrelation(confusion).value,
    reward: scored === 0 ? 0 : reward / scored,
    score: scores.size === 0 ? 0 : total / scores.size,
    p50Ms: latencies.length === 0 ? null : quantile(latencies, 0.5),
    p99Ms: latencies.length === 0 ? null : quantile(latencies, 0.99),
  };
}
