import { describe, expect, it } from 'vitest';
import { createManualClock } from '../clock/createManualClock.ts';
import { createShutdown } from './createShutdown.ts';

describe('createShutdown', () => {
  it('aborts its signal with the reason, then cleans up, last registered first, one after another', async () => {
    const shutdown = createShutdown({ clock: createManualClock() });
    const order: string[] = [];
    shutdown.signal.addEventListener('abort', () => order.push('abort'));
    shutdown.add('socket', async () => {
      order.push('socket');
    });
    shutdown.add('miner', async () => {
      order.push('miner begins');
      await Promise.resolve();
      order.push('miner ends');
    });
    expect(shutdown.begun).toBe(false);
    const outcomes = await shutdown.begin('SIGTERM');
    expect(shutdown.signal.reason).toBe('SIGTERM');
    expect(order).toEqual(['abort', 'miner begins', 'miner ends', 'socket']);
    expect(outcomes).toEqual([
      { name: 'miner', outcome: 'done' },
      { name: 'socket', outcome: 'done' },
    ]);
  });

  it('runs once, however often it is begun, also from its own listeners', async () => {
    const shutdown = createShutdown({ clock: createManualClock() });
    let runs = 0;
    shutdown.add('once', () => {
      runs += 1;
      return shutdown.begun;
    });
    shutdown.signal.addEventListener('abort', () => void shutdown.begin('again'));
    const first = shutdown.begin('first');
    expect(shutdown.begin('second')).toBe(first);
    await first;
    expect(runs).toBe(1);
    expect(shutdown.signal.reason).toBe('first');
  });

  it('is not held up by a cleanup that fails or hangs', async () => {
    const clock = createManualClock();
    const shutdown = createShutdown({ clock });
    const failure = new Error('no');
    shutdown.add('last', () => {});
    shutdown.add('hangs', () => new Promise(() => {}), 1_000);
    shutdown.add('fails', () => {
      throw failure;
    });
    const ending = shutdown.begin();
    await clock.advance(1_000);
    expect(await ending).toEqual([
      { name: 'fails', outcome: 'failed', error: failure },
      { name: 'hangs', outcome: 'late' },
      { name: 'last', outcome: 'done' },
    ]);
    expect(clock.sleepers).toBe(0);
  });

  it('forgets what was taken off the list and still runs what is registered late', async () => {
    const shutdown = createShutdown({ clock: createManualClock() });
    const ran: string[] = [];
    const remove = shutdown.add('gone', () => ran.push('gone'));
    remove();
    remove();
    shutdown.add('early', () => {
      ran.push('early');
      shutdown.add('during', () => ran.push('during'));
    });
    await shutdown.begin();
    shutdown.add('after', () => ran.push('after'));
    expect(ran).toEqual(['early', 'during', 'after']);
  });
});
