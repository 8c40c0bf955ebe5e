import { describe, expect, it } from 'vitest';
import { createManualClock } from '../support/clock/createManualClock.ts';
import { runWithProgress } from './runWithProgress.ts';

function setUp({ isTTY = true, enabled = true } = {}) {
  const clock = createManualClock();
  const written: string[] = [];
  const stderr = { isTTY, write: (text: string) => written.push(text) };
  return { clock, written, options: { stderr, clock, enabled } };
}

describe('runWithProgress', () => {
  it('shows the text after two seconds, keeps it up to date, and clears it', async () => {
    const { clock, written, options } = setUp();
    const running = runWithProgress(
      'Deriving the key',
      async (update) => {
        await clock.sleep(3_000);
        update('Checking the key');
        await clock.sleep(1_000);
        return 'done';
      },
      options,
    );
    await clock.advance(1_999);
    expect(written).toEqual([]);
    await clock.advance(1);
    expect(written.join('')).toContain('Deriving the key (2 s)');
    await clock.advance(1_500);
    expect(written.at(-1)).toContain('Checking the key (3 s)');
    await clock.advance(500);
    expect(await running).toBe('done');
    expect(written.at(-1)).toBe('\r\u001b[2K');
    expect(clock.sleepers).toBe(0);
  });

  it.each([
    ['is quick', {}, 1_900],
    ['runs without a terminal', { isTTY: false }, 5_000],
    ['is told to be quiet', { enabled: false }, 5_000],
  ])('shows nothing when it %s', async (_, world, ms) => {
    const { clock, written, options } = setUp(world);
    const running = runWithProgress('Waiting', () => clock.sleep(ms), options);
    await clock.advance(ms);
    await running;
    expect(written).toEqual([]);
    expect(clock.sleepers).toBe(0);
  });

  it('passes on what the work throws, with the line cleared', async () => {
    const { clock, written, options } = setUp();
    const failing = runWithProgress(
      'Waiting',
      async () => {
        await clock.sleep(2_500);
        throw new Error('broken');
      },
      options,
    );
    const caught = failing.catch((error: unknown) => error);
    await clock.advance(2_500);
    expect(await caught).toMatchObject({ message: 'broken' });
    expect(written.at(-1)).toBe('\r\u001b[2K');
  });
});
