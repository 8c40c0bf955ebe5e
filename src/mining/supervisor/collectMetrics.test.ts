import { expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { collectMetrics } from './collectMetrics.ts';

it('leaves out who does not answer in time, and who fails', async () => {
  const clock = createManualClock();
  const unanswered: string[] = [];
  const page = collectMetrics(
    [
      { process: 'supervisor', metrics: async () => 'up 1\n' },
      { process: 'miner', metrics: () => new Promise<string>(() => {}) },
      { process: 'inference', metrics: () => Promise.reject(new Error('gone')) },
    ],
    { clock, limitMs: 1_000, unanswered: (process) => unanswered.push(process) },
  );
  await clock.advance(1_000);
  expect(await page).toBe('up{process="supervisor"} 1\n');
  expect(unanswered.sort()).toEqual(['inference', 'miner']);
  expect(clock.sleepers).toBe(0);
});
