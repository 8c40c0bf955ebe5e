import { updateScore } from '../reward/updateScore.ts';
import { countsAsValidator } from './countsAsValidator.ts';
import type { NeuronView } from './NeuronView.ts';

/** What one challenge earned one miner. */
export interface MinerReward {
  readonly uid: number;
  /** 0 to 1; NaN counts 0. */
  readonly reward: number;
}

/** A validator's opinion of all neurons: a moving average of their rewards. */
export interface ScoreTable {
  /** Takes over who is there: whoever is new on its uid, or has another hotkey than before, starts at 0. */
  sync(neurons: readonly NeuronView[]): void;
  /**
   * After a challenge: the miners that were asked move toward their reward, by the last one if one was asked twice;
   * validators move toward 0; the others stay. Without any reward nothing happens, also not to validators.
   */
  update(rewards: readonly MinerReward[]): void;
  /** 0 to 1; 0 for a uid that is not known. */
  scoreOf(uid: number): number;
  /** All of them, by uid. */
  list(): { readonly uid: number; readonly score: number }[];
}

/**
 * The scores of one validator. It counts in double precision where NATIX's code begins with single precision, so the
 * two differ from the seventh digit on.
 *
 * Source: NATIX `natix/base/validator.py`, `update_scores` and `resync_metagraph`, January and May 2026.
 */
export function createScoreTable(): ScoreTable {
  const scores = new Map<number, number>();
  let neurons: readonly NeuronView[] = [];
  return {
    sync(next) {
      const before = new Map(neurons.map(({ uid, hotkey }) => [uid, hotkey]));
      for (const { uid, hotkey } of next) {
        if (!scores.has(uid) || before.get(uid) !== hotkey) scores.set(uid, 0);
      }
      const present = new Set(next.map(({ uid }) => uid));
      for (const uid of scores.keys()) if (!present.has(uid)) scores.delete(uid);
      neurons = next;
    },
    update(rewards) {
      if (rewards.length === 0) return;
      const moved = new Map(neurons.filter(countsAsValidator).map(({ uid }) => [uid, 0]));
      for (const { uid, reward } of rewards) moved.set(uid, reward);
      for (const [uid, reward] of moved) {
        const score = scores.get(uid);
        if (score !== undefined) scores.set(uid, updateScore(score, reward));
      }
    },
    scoreOf: (uid) => scores.get(uid) ?? 0,
    list: () => [...scores].sort(([a], [b]) => a - b).map(([uid, score]) => ({ uid, score })),
  };
}
