const rewardShare = 0.05;

/**
 * A miner's score after a challenge that it was asked: an exponential moving average that forgets half in 13.5
 * challenges. Miners that were not asked keep their score. A reward of NaN counts 0.
 *
 * Source: NATIX `natix/base/validator.py` and `config.py` (α 0.05), January and May 2026.
 * @param score 0 to 1; 0 for a miner whose hotkey is new
 */
export function updateScore(score: number, reward: number): number {
  return rewardShare * (Number.isNaN(reward) ? 0 : reward) + (1 - rewardShare) * score;
}
