import { expect, it } from 'vitest';
import type { MetagraphSnapshot } from '../../bittensor/metagraph/metagraphSnapshot.ts';
import { mergeSnapshots } from './mergeSnapshots.ts';

const base = { format: 1, netuid: 72, at: '2026-01-01T00:00:00Z', block: 9 } as const;

it('permits whom a list names, whatever the stake, and keeps the rest of the first', () => {
  const first: MetagraphSnapshot = {
    ...base,
    neurons: [
      { uid: 3, hotkey: 'miner', validatorPermit: false, stake: 1n },
      { uid: 4, hotkey: 'validator', validatorPermit: true, stake: 2n },
    ],
  };
  const list: MetagraphSnapshot = {
    ...{ format: 1, netuid: 72, at: '2026-02-01T00:00:00Z' },
    neurons: ['miner', 'validator', 'new'].map((hotkey, uid) => ({ uid, hotkey, validatorPermit: true })),
  };
  expect(mergeSnapshots([first, list])).toEqual({
    ...base,
    neurons: [
      { uid: 3, hotkey: 'miner', validatorPermit: true },
      { uid: 4, hotkey: 'validator', validatorPermit: true },
      { uid: 2, hotkey: 'new', validatorPermit: true },
    ],
  });
  expect(mergeSnapshots([first])).toEqual(first);
});
