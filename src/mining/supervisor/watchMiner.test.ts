import { expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { configSchema } from '../alerts/configSchema.ts';
import type { MinerStatus } from '../miner/Miner.ts';
import { watchMiner } from './watchMiner.ts';

const hour = 3_600_000;
const status: MinerStatus = {
  ...{ hotkey: '5abc', notReady: null, inFlight: 0, answered: 0, guessed: 0, lastChallengeAt: null },
  ...{ clockOffsetSeconds: null, validators: 3, snapshotAgeSeconds: 5 },
};

const world = (startedHoursAgo: number, of: Partial<MinerStatus> = {}) => {
  const clock = createManualClock();
  const open = new Set<string>();
  const watch = watchMiner({
    ...{ clock, logger: silentLogger, config: configSchema.parse({ silenceHours: 3, minimumFreeGb: 0 }) },
    alerts: { open: (kind) => open.add(kind), over: (kind) => open.delete(kind) },
    ...{
      fetch: () => Promise.reject(new Error('nobody')),
      folder: import.meta.dirname,
      proxyProtocol: false,
    },
    status: () => ({ ...status, ...of }),
    address: () => null,
    startedAt: clock.now() - startedHoursAgo * hour,
  });
  return { clock, watch, open };
};

it('counts silence from the start of the service, not of this miner', async () => {
  const { clock, watch, open } = world(2);
  await clock.advance(hour / 2);
  expect(open.has('silence')).toBe(false);
  await clock.advance(hour);
  expect(open.has('silence')).toBe(true);
  watch.stop();
});

it('goes by new settings from the next look on', async () => {
  const { clock, watch, open } = world(2);
  await clock.advance(1);
  expect(open.has('silence')).toBe(false);
  watch.reconfigure(configSchema.parse({ silenceHours: 1, minimumFreeGb: 10_000 }));
  await clock.advance(60_000);
  await expect.poll(() => [...open].toSorted()).toEqual(['disk', 'silence']);
  watch.reconfigure(configSchema.parse({ silenceHours: 30, minimumFreeGb: 0 }));
  await clock.advance(60_000);
  expect(open.has('silence')).toBe(false);
  watch.stop();
});
