import type { Random } from '../../../support/random/Random.ts';
import { shuffle } from '../../../support/random/shuffle.ts';
import { countsAsValidator } from './countsAsValidator.ts';
import type { NeuronView } from './NeuronView.ts';

/** From which a validator draws the miners that it asks. */
export interface UidDeck {
  /**
   * The next miners. Across the end of the deck one of them may come twice; a validator then asks it twice.
   * @param count 1 or more; with fewer miners than that, the same come again and again
   * @param neurons as the validator knows them now
   * @returns as many uids as were asked for, none when nobody can be asked
   */
  draw(count: number, neurons: readonly NeuronView[]): number[];
}

const isAskable = (neuron: NeuronView): boolean => neuron.serving && !countsAsValidator(neuron);

/**
 * A shuffled deck of the uids that can be asked, used up without putting back and shuffled anew at its end. Whoever
 * can no longer be asked is passed over; whoever is new waits for the next deck. Organic challenges have one of their
 * own.
 *
 * Source: NATIX `natix/utils/uids.py`, class `UIDDeck`, since 2026-01-03.
 */
export function createUidDeck(random: Random): UidDeck {
  let deck: number[] = [];
  return {
    draw(count, neurons) {
      const askable = new Set(neurons.filter(isAskable).map(({ uid }) => uid));
      const drawn: number[] = [];
      while (drawn.length < count && askable.size > 0) {
        if (deck.length === 0) deck = shuffle([...askable], random);
        const uid = deck.shift() as number;
        if (askable.has(uid)) drawn.push(uid);
      }
      return drawn;
    },
  };
}
