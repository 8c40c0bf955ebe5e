import { expect, it } from 'vitest';
import { compareValues } from './compareValues.ts';

it('names what changed by what it takes to count', () => {
  const before = {
    axon: { port: 8091, limits: { connections: 10 } },
    detector: {},
    miner: { replyMarginMs: 500 },
    alerts: { webhook: 'https://a.example' },
    metagraph: { validators: 'a', minimumStakeTao: '0' },
    limits: { redis: 'redis://a', validator: { burst: 1 } },
    rest: { tokens: [], host: 'a' },
  };
  const after = {
    axon: { port: 8092, limits: { connections: 20 } },
    detector: { release: '/releases/2' },
    miner: { replyMarginMs: 600, hotkey: 'x' },
    alerts: { webhook: 'https://b.example' },
    metagraph: { validators: 'b', minimumStakeTao: '1' },
    limits: { redis: 'redis://b', validator: { burst: 2 } },
    rest: { tokens: ['x'], host: 'b' },
  };
  expect(compareValues(before, after)).toEqual({
    now: [
      ...['detector.release', 'miner.replyMarginMs', 'alerts.webhook', 'metagraph.minimumStakeTao'],
      ...['limits.redis', 'limits.validator.burst'],
    ],
    upgrade: ['axon.limits.connections', 'metagraph.validators', 'rest.tokens'],
    restart: ['axon.port', 'miner.hotkey', 'rest.host'],
  });
  expect(compareValues(before, structuredClone(before))).toEqual({ now: [], upgrade: [], restart: [] });
});
