import { describe, expect, it } from 'vitest';
import { createScoreTable } from './createScoreTable.ts';
import type { NeuronView } from './NeuronView.ts';

const neuron = (uid: number, part: Partial<NeuronView> = {}): NeuronView => ({
  ...{ uid, hotkey: `hotkey ${uid}`, serving: true, validatorPermit: false, stake: 0, ...part },
});
const subnet = [neuron(0, { validatorPermit: true, stake: 50_000 }), neuron(1), neuron(2)];

/** A table in which everybody has 0.05. */
function filled() {
  const table = createScoreTable();
  table.sync(subnet);
  table.update(subnet.map(({ uid }) => ({ uid, reward: 1 })));
  return table;
}

describe('createScoreTable', () => {
  it('moves who was asked, lets validators decay, and leaves the others', () => {
    const table = filled();
    expect(table.list()).toEqual([0, 1, 2].map((uid) => ({ uid, score: 0.05 })));
    table.update([{ uid: 1, reward: 1 }]);
    expect(table.list().map(({ score }) => score)).toEqual([0.95 * 0.05, 0.05 + 0.95 * 0.05, 0.05]);
    table.update([{ uid: 1, reward: Number.NaN }]);
    expect(table.scoreOf(1)).toBe(0.95 * (0.05 + 0.95 * 0.05));
  });

  it('does nothing without rewards, and counts the last one of a miner that was asked twice', () => {
    const table = filled();
    table.update([]);
    expect(table.scoreOf(0)).toBe(0.05);
    table.update([
      { uid: 2, reward: 1 },
      { uid: 2, reward: 0 },
      { uid: 9, reward: 1 },
    ]);
    expect(table.scoreOf(2)).toBe(0.95 * 0.05);
    expect(table.scoreOf(9)).toBe(0);
  });

  it('starts whoever is new on a uid at 0, and forgets who left', () => {
    const table = filled();
    table.sync([neuron(1), neuron(2, { hotkey: 'another' }), neuron(3)]);
    expect(table.list()).toEqual([
      { uid: 1, score: 0.05 },
      { uid: 2, score: 0 },
      { uid: 3, score: 0 },
    ]);
  });
});
