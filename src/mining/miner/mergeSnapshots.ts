import type { MetagraphSnapshot } from '../../bittensor/metagraph/metagraphSnapshot.ts';

/**
 * Puts snapshots together. What the first knows of a neuron counts, but whom a later one permits without naming a stake
 * (a list of validators) is permitted without a look at the stake.
 * @param snapshots at least one, the best first
 * @returns with block and time of the first
 */
export function mergeSnapshots(snapshots: readonly MetagraphSnapshot[]): MetagraphSnapshot {
  const [first, ...others] = snapshots;
  if (first === undefined) throw new RangeError('there is nothing to put together');
  const neurons = new Map(first.neurons.map((neuron) => [neuron.hotkey, neuron]));
  for (const neuron of others.flatMap((other) => other.neurons)) {
    const known = neurons.get(neuron.hotkey);
    if (known === undefined) neurons.set(neuron.hotkey, neuron);
    else if (neuron.validatorPermit && neuron.stake === undefined) {
      // Named by the operator, whatever the metagraph says: its stake is not weighed either.
      const { stake: _, ...rest } = known;
      neurons.set(neuron.hotkey, { ...rest, validatorPermit: true });
    }
  }
  return { ...first, neurons: [...neurons.values()] };
}
