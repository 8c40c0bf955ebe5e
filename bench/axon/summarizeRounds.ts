import { quantile } from '../../src/support/statistics/quantile.ts';
import type { ServerResult } from './measureServer.ts';

/** The median over rounds of every figure, each by itself. */
export function summarizeRounds(rounds: readonly ServerResult[]): ServerResult {
  const [first] = rounds;
  if (first === undefined) throw new Error('No round was measured.');
  const names = Object.keys(first) as (keyof ServerResult)[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      quantile(
        rounds.map((round) => round[name]),
        0.5,
      ),
    ]),
  ) as unknown as ServerResult;
}
