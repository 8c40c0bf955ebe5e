import type { Random } from '../../../support/random/Random.ts';
import { noPrediction } from '../reward/challengeReward.ts';
import { createRewardTracker } from '../reward/createRewardTracker.ts';
import { type ChainWeight, chooseWeights, type WeightOptions } from './chooseWeights.ts';
import { createScoreTable } from './createScoreTable.ts';
import { createUidDeck } from './createUidDeck.ts';
import type { NeuronView } from './NeuronView.ts';

/** What a challenge earned a miner, and what the validator thinks of it since. */
export interface Judgement {
  readonly uid: number;
  /** Of this answer, 0 to 1. */
  readonly reward: number;
  /** The moving average after the challenge, 0 to 1. */
  readonly score: number;
}

/** The mind of one validator: whom it asks, what it pays, what it tells the chain. Without a network or a clock. */
export interface SubnetValidator {
  /** Takes over the metagraph: who is there, and under which hotkey. */
  sync(neurons: readonly NeuronView[]): void;
  /** The miners of the next challenge; organic ones have a deck of their own. See `UidDeck.draw`. */
  draw(kind: 'scored' | 'organic', count: number): number[];
  /**
   * Rewards the answers to one challenge.
   * @param answers in the order in which the miners were drawn; `null` or −1 where there was none
   * @returns one for each answer of a uid that is known
   */
  judge(
    label: 0 | 1,
    answers: readonly { readonly uid: number; readonly prediction: number | null }[],
  ): Judgement[];
  /** 0 to 1; 0 for a uid that is not known. */
  scoreOf(uid: number): number;
  /** The weights that its scores call for now. */
  weights(): ChainWeight[];
  /**
   * The weights to set at a block.
   * @param block the chain's height, or blocks since the start
   * @returns `null` until more than 100 blocks (20 minutes) have passed since the start or the last time
   */
  setWeights(block: number): ChainWeight[] | null;
}

const blocksBetweenWeights = 100;

/**
 * A validator of subnet 72, as it was from January to May 2026.
 *
 * Source: NATIX `natix/base/validator.py`, `natix/base/neuron.py`, `natix/validator/reward.py`, `natix/utils/uids.py`.
 * @param random of its decks; only forks of it are used
 * @param startBlock when it set its weights last
 */
export function createSubnetValidator({
  random,
  weights: weightOptions = {},
  startBlock = 0,
}: {
  readonly random: Random;
  readonly weights?: WeightOptions;
  readonly startBlock?: number;
}): SubnetValidator {
  const decks = {
    scored: createUidDeck(random.fork('deck')),
    organic: createUidDeck(random.fork('organic deck')),
  };
  const tracker = createRewardTracker();
  const table = createScoreTable();
  let neurons: readonly NeuronView[] = [];
  let hotkeys = new Map<number, string>();
  let lastUpdate = startBlock;
  const weights = () => chooseWeights(table.list(), weightOptions);
  return {
    sync(next) {
      neurons = next;
      hotkeys = new Map(next.map(({ uid, hotkey }) => [uid, hotkey]));
      table.sync(next);
    },
    draw: (kind, count) => decks[kind].draw(count, neurons),
    judge(label, answers) {
      const rewards = answers.flatMap(({ uid, prediction }) => {
        const hotkey = hotkeys.get(uid);
        if (hotkey === undefined) return [];
        const entry = { prediction: prediction ?? noPrediction, label };
        return [{ uid, reward: tracker.record(uid, hotkey, entry) }];
      });
      table.update(rewards);
      return rewards.map(({ uid, reward }) => ({ uid, reward, score: table.scoreOf(uid) }));
    },
    scoreOf: table.scoreOf,
    weights,
    setWeights(block) {
      if (block - lastUpdate <= blocksBetweenWeights) return null;
      lastUpdate = block;
      return weights();
    },
  };
}
