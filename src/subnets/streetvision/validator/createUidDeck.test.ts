import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../support/random/createRandom.ts';
import { createUidDeck } from './createUidDeck.ts';
import type { NeuronView } from './NeuronView.ts';

const miner = (uid: number): NeuronView => ({
  ...{ uid, hotkey: `hotkey ${uid}`, serving: true, validatorPermit: false, stake: 0 },
});
const miners = (count: number) => Array.from({ length: count }, (_, uid) => miner(uid));

describe('createUidDeck', () => {
  it('comes to everybody once before it comes to anybody again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 12 }),
        fc.string(),
        (neurons, count, seed) => {
          const deck = createUidDeck(createRandom(seed));
          const view = miners(neurons);
          const drawn = Array.from({ length: 3 * neurons }, () => deck.draw(count, view)).flat();
          for (let start = 0; start + neurons <= drawn.length; start += neurons) {
            expect(new Set(drawn.slice(start, start + neurons)).size).toBe(neurons);
          }
          expect(drawn).toHaveLength(3 * neurons * count);
        },
      ),
    );
  });

  it('is shuffled anew, by its random numbers alone', () => {
    const rounds = (seed: string) => {
      const deck = createUidDeck(createRandom(seed));
      return [1, 2].map(() => deck.draw(20, miners(20)).join(' '));
    };
    expect(rounds('a')).toEqual(rounds('a'));
    expect(new Set([...rounds('a'), ...rounds('b')]).size).toBe(4);
  });

  it('looks again who can be asked when it draws, and takes newcomers into the next deck', () => {
    const deck = createUidDeck(createRandom('churn'));
    const [first = Number.NaN] = deck.draw(1, miners(4));
    const left = miners(5).filter(({ uid }) => uid !== (first + 1) % 4);
    const rest = deck.draw(2, left);
    expect(new Set([first, ...rest, (first + 1) % 4]).size).toBe(4);
    expect([...deck.draw(4, left)].sort()).toEqual(left.map(({ uid }) => uid));
  });

  it('asks neither who does not serve nor who counts as a validator', () => {
    const view = [
      { ...miner(0), serving: false },
      { ...miner(1), validatorPermit: true, stake: 40_097 },
      { ...miner(2), validatorPermit: true, stake: 40_096 },
      { ...miner(3), stake: 1e9 },
    ];
    const deck = createUidDeck(createRandom('policy'));
    expect([...deck.draw(2, view)].sort()).toEqual([2, 3]);
    expect(createUidDeck(createRandom('empty')).draw(10, view.slice(0, 2))).toEqual([]);
  });
});
