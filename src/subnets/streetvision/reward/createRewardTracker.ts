import { challengeReward, longWindow, type ScoredPrediction } from './challengeReward.ts';

/** What a validator remembers of its miners. */
export interface RewardTracker {
  /**
   * Remembers an answer and rewards it.
   * @param hotkey another one than before means a new miner on this uid: its predecessor's history is forgotten
   * @returns see `challengeReward`
   */
  record(uid: number, hotkey: string, entry: ScoredPrediction): number;
}

/** The histories of all miners of one validator: the last 100 entries of each. */
export function createRewardTracker(): RewardTracker {
  const miners = new Map<number, { hotkey: string; history: ScoredPrediction[] }>();
  return {
    record(uid, hotkey, entry) {
      let miner = miners.get(uid);
      if (miner?.hotkey !== hotkey) {
        miner = { hotkey, history: [] };
        miners.set(uid, miner);
      }
      miner.history.push(entry);
      if (miner.history.length > longWindow) miner.history.shift();
      return challengeReward(miner.history);
    },
  };
}
