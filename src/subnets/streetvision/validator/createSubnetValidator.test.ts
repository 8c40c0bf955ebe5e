import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../support/random/createRandom.ts';
import { createSubnetValidator } from './createSubnetValidator.ts';
import type { NeuronView } from './NeuronView.ts';

const neuron = (uid: number, hotkey = `hotkey ${uid}`): NeuronView => ({
  ...{ uid, hotkey, serving: true, validatorPermit: false, stake: 0 },
});
const start = (...neurons: NeuronView[]) => {
  const validator = createSubnetValidator({ random: createRandom('validator') });
  validator.sync(neurons);
  return validator;
};

describe('createSubnetValidator', () => {
  it('pays a miner by its history and remembers a moving average', () => {
    const validator = start(neuron(1), neuron(2));
    const [first, second] = validator.judge(1, [
      { uid: 1, prediction: 0.9 },
      { uid: 2, prediction: null },
    ]);
    // One class only: half of the accuracy, cubed.
    expect(first).toEqual({ uid: 1, reward: 0.125, score: 0.05 * 0.125 });
    expect(second).toEqual({ uid: 2, reward: 0, score: 0 });
    expect(validator.judge(0, [{ uid: 1, prediction: 0.1 }])).toEqual([
      { uid: 1, reward: 1, score: expect.closeTo(0.05 + 0.95 * 0.05 * 0.125, 15) },
    ]);
    expect(validator.weights()).toEqual([{ uid: 1, weight: 65_535 }]);
  });

  it('forgets score and history of a uid that has another hotkey', () => {
    const validator = start(neuron(1));
    for (const label of [0, 1, 0, 1] as const) validator.judge(label, [{ uid: 1, prediction: label }]);
    expect(validator.judge(1, [{ uid: 1, prediction: 1 }])[0]?.reward).toBe(1);
    validator.sync([neuron(1, 'another')]);
    expect(validator.scoreOf(1)).toBe(0);
    expect(validator.judge(1, [{ uid: 1, prediction: 1 }])[0]?.reward).toBe(0.125);
  });

  it('has one deck for scored and one for organic challenges', () => {
    const validator = start(...[1, 2, 3].map((uid) => neuron(uid)));
    const scored = [validator.draw('scored', 2), validator.draw('organic', 3), validator.draw('scored', 1)];
    expect([...(scored[0] ?? []), ...(scored[2] ?? [])].sort()).toEqual([1, 2, 3]);
    expect([...(scored[1] ?? [])].sort()).toEqual([1, 2, 3]);
  });

  it('pays nothing to a uid that is not there', () => {
    expect(start(neuron(1)).judge(1, [{ uid: 5, prediction: 1 }])).toEqual([]);
  });

  it('sets weights after more than 100 blocks, and burns what nobody earned', () => {
    const validator = start(neuron(1));
    expect(validator.setWeights(100)).toBeNull();
    expect(validator.setWeights(101)).toEqual([{ uid: 0, weight: 65_535 }]);
    expect(validator.setWeights(201)).toBeNull();
    expect(validator.setWeights(202)).not.toBeNull();
  });
});
