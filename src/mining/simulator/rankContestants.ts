import type { SubnetValidator } from '../../subnets/streetvision/validator/createSubnetValidator.ts';
import type { Contestant } from './Contestant.ts';

/** Where somebody stands at the end of a run. */
export interface FinalStanding {
  readonly contestant: Contestant;
  /** The moving average, 0 to 1; the mean over the validators. */
  readonly score: number;
  /** 1 is the best; equal scores share a rank. */
  readonly rank: number;
  /** Share of the weight that goes to contestants, 0 to 1; the mean over the validators. 0 where all is burned. */
  readonly weight: number;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * Ranks by what the validators think now, and by the weights that they would set now.
 * @returns in the order of the contestants
 */
export function rankContestants(
  contestants: readonly Contestant[],
  minds: readonly Pick<SubnetValidator, 'scoreOf' | 'weights'>[],
): FinalStanding[] {
  const uids = new Set(contestants.map(({ uid }) => uid));
  const shares = minds.map((mind) => {
    const weights = mind.weights().filter(({ uid }) => uids.has(uid));
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    return new Map(weights.map(({ uid, weight }) => [uid, weight / total]));
  });
  const rows = contestants.map((contestant) => ({
    contestant,
    score: meanOf(minds.map((mind) => mind.scoreOf(contestant.uid))),
    weight: meanOf(shares.map((share) => share.get(contestant.uid) ?? 0)),
  }));
  return rows.map((row) => ({ ...row, rank: 1 + rows.filter(({ score }) => score > row.score).length }));
}
