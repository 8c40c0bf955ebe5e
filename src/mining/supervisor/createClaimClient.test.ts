import { expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createClaimClient } from './createClaimClient.ts';
import type { FromMiner } from './messages.ts';

const used = { hotkey: 'h', uuid: 'u', nonce: 1n };
const setUp = () => {
  const clock = createManualClock();
  const said: FromMiner[] = [];
  return { clock, said, client: createClaimClient({ clock, say: (message) => said.push(message) }) };
};

it('gives each claim its own answer, in whatever order they come', async () => {
  const { client, said, clock } = setUp();
  const [first, second] = [client.claim(used), client.claim({ ...used, nonce: 2n })];
  expect(said).toMatchObject([
    { kind: 'claim', id: 1, used },
    { id: 2, used: { nonce: 2n } },
  ]);
  client.told({ kind: 'claimed', id: 2, outcome: 'seen' });
  client.told({ kind: 'claimed', id: 1, outcome: 'claimed' });
  expect(await Promise.all([first, second])).toEqual(['claimed', 'seen']);
  expect(clock.sleepers).toBe(0);
});

it('leaves the decision to who asks when nobody decides, or not in time', async () => {
  const { client, clock } = setUp();
  const refused = client.claim(used);
  client.told({ kind: 'claimed', id: 1, outcome: null });
  await expect(refused).rejects.toThrow('nobody');
  const late = client.claim(used);
  late.catch(() => {});
  await clock.advance(1_500);
  await expect(late).rejects.toThrow('nobody');
  client.told({ kind: 'claimed', id: 2, outcome: 'seen' });
});
