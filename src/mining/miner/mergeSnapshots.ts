import type { MetagraphSnapshot } from '../../bittensor/metagraph/metagraphSnapshot.ts';

/**
 * Puts snapshots together. What the first knows of a neuron counts, but whoever has a permit in any of them has one.
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
    else if (neuron.validatorPermit && !known.validatorPermit) {
      // The stake does not count either: this one was named by the operator.
      const { stake: _, ...rest } = known;
      neurons.set(neuron.hotkey, { ...rest, validatorPermit: true });
    }
  }
  return { ...first, neurons: [...neurons.values()] };
}
