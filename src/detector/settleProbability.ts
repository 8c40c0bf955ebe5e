/** Large enough to survive single precision, too small to mean anything. */
const nudge = 1e-6;

/**
 * The answer without evidence: the prior of balanced challenges, on the side of "no roadwork". Both sides are right
 * equally often, but one side beats a coin: with 20 guesses among 100 challenges, the rest right, the subnet's MCC is
 * √(40/60) = 0.82 when all guesses fall on one side, and 0.80 when they fall on both. And people who are told of
 * roadwork shall have evidence of it.
 */
export const priorProbability = 0.5 - nudge;

/**
 * Moves a tie off 0.5, which validators would round for us, to the side on which the evidence first fell.
 * @param probability finite, 0 to 1
 * @param evidence probabilities of the stages, in the order in which they ran
 * @returns finite, 0 to 1, never 0.5; the prior's side when all evidence is a tie
 */
export function settleProbability(probability: number, evidence: readonly number[]): number {
  if (probability !== 0.5) return probability;
  const first = evidence.find((value) => value !== 0.5) ?? priorProbability;
  return first > 0.5 ? 0.5 + nudge : 0.5 - nudge;
}
