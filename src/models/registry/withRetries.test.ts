import { expect, it } from 'vitest';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { registryError } from './errors.ts';
import type { HubAccess } from './HubAccess.ts';
import { withRetries } from './withRetries.ts';

const slept: number[] = [];
const clock: Clock = { ...systemClock, sleep: async (ms) => void slept.push(ms) };
const access = (retries: number): HubAccess => ({
  fetch: globalThis.fetch,
  clock,
  random: createRandom('retries'),
  settings: { retries } as HubAccess['settings'],
});
const failing = (
  code: 'RC_REGISTRY_CUT' | 'RC_REGISTRY_HUB_FAILED' | 'RC_REGISTRY_NOT_FOUND',
  details = {},
) => {
  let calls = 0;
  return {
    work: () => Promise.reject(registryError(code, { call: ++calls, ...details })),
    calls: () => calls,
  };
};

it('backs off, doubling, with at least half the pause, and gives up', async () => {
  slept.length = 0;
  const { work, calls } = failing('RC_REGISTRY_CUT');
  await expect(withRetries(access(7), work)).rejects.toMatchObject({ details: { call: 8 } });
  expect(calls()).toBe(8);
  for (const [index, ceiling] of [1, 2, 4, 8, 16, 30, 30].entries()) {
    expect(slept[index]).toBeGreaterThanOrEqual(ceiling * 500);
    expect(slept[index]).toBeLessThanOrEqual(ceiling * 1_000);
  }
});

it.each([
  ['RC_REGISTRY_NOT_FOUND', { status: 404 }, 1],
  ['RC_REGISTRY_HUB_FAILED', { status: 400 }, 1],
  ['RC_REGISTRY_HUB_FAILED', { status: 502 }, 3],
  ['RC_REGISTRY_HUB_FAILED', { status: 503, retryAfterSeconds: 121 }, 1],
  ['RC_REGISTRY_HUB_FAILED', { status: 503, retryAfterSeconds: 120 }, 3],
] as const)('tries %s with %j %d times', async (code, details, times) => {
  const { work, calls } = failing(code, details);
  await expect(withRetries(access(2), work)).rejects.toMatchObject({ code });
  expect(calls()).toBe(times);
});

it('counts anew after progress', async () => {
  let calls = 0;
  const result = await withRetries(access(2), async (progressed) => {
    calls += 1;
    if (calls % 2 === 0) progressed();
    if (calls < 10) throw registryError('RC_REGISTRY_CUT');
    return 'done';
  }).catch(() => 'failed');
  expect([result, calls]).toEqual(['done', 10]);
});
