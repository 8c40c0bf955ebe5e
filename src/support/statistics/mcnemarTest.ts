import { checkArgument } from './checkArgument.ts';
import { logGamma } from './logGamma.ts';
import { regularizedIncompleteBeta } from './regularizedIncompleteBeta.ts';

/** Two-sided p-values, in [0, 1]. */
export interface McNemarResult {
  /** Number of items on which exactly one of the two is right. */
  discordant: number;
  exactP: number;
  midP: number;
}

/**
 * McNemar's test that two classifiers, asked about the same items, err equally often (McNemar 1947): given n discordant
 * items, the number on which only the first is right is Binomial(n, ½). `exactP` = 2·P(X ≤ min), at most 1, never above
 * its nominal level; `midP` counts the observed outcome half (Fagerland, Lydersen & Laake 2013), less conservative.
 * Without a discordant item both are 1: nothing speaks against equality.
 * @param onlyFirstRight integer ≥ 0
 * @param onlySecondRight integer ≥ 0
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE
 */
export function mcnemarTest(onlyFirstRight: number, onlySecondRight: number): McNemarResult {
  for (const [name, value] of Object.entries({ onlyFirstRight, onlySecondRight })) {
    checkArgument(name, value, Number.isSafeInteger(value) && value >= 0, 'an integer of 0 or more');
  }
  const discordant = onlyFirstRight + onlySecondRight;
  if (discordant === 0) return { discordant, exactP: 1, midP: 1 };
  const fewer = Math.min(onlyFirstRight, onlySecondRight);
  const probability = Math.exp(
    logGamma(discordant + 1) - logGamma(fewer + 1) - logGamma(discordant - fewer + 1) - discordant * Math.LN2,
  );
  // A tie is the most likely outcome: every other one counts whole, itself half.
  if (onlyFirstRight === onlySecondRight) return { discordant, exactP: 1, midP: 1 - probability / 2 };
  const exactP = Math.min(1, 2 * regularizedIncompleteBeta(0.5, discordant - fewer, fewer + 1));
  return { discordant, exactP, midP: Math.max(0, exactP - probability) };
}
