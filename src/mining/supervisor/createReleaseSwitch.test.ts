import { describe, expect, it, vi } from 'vitest';
import type { SwapReport } from '../../models/workers/InferencePool.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { createReleaseSwitch } from './createReleaseSwitch.ts';

const setUp = () => {
  const open = new Set<string>();
  const swap = vi.fn(async (folder: string) => {
    if (folder === 'broken') throw new Error('It does not load.');
    return { from: 'old', to: { release: folder } } as unknown as SwapReport;
  });
  let host: { swap: typeof swap } | null = { swap };
  const releases = createReleaseSwitch({
    ...{ first: 'first', host: () => host, logger: silentLogger },
    alerts: { open: (kind) => open.add(kind), over: (kind) => open.delete(kind) },
  });
  const have = (present: boolean) => {
    host = present ? { swap } : null;
  };
  return { releases, swap, open, have };
};

describe('createReleaseSwitch', () => {
  it('changes to another release once', async () => {
    const { releases, swap } = setUp();
    await releases.want('second');
    await releases.want('second');
    expect([releases.release, swap.mock.calls]).toEqual(['second', [['second']]]);
  });

  it('keeps what serves where the other one cannot be used, and is content when that is wanted again', async () => {
    const { releases, swap, open } = setUp();
    await expect(releases.want('broken')).rejects.toThrow('does not load');
    expect([releases.release, ...open]).toEqual(['first', 'model']);
    await releases.settle();
    expect(swap).toHaveBeenCalledTimes(1);
    await releases.want('first');
    expect(open.size).toBe(0);
  });

  it('begins no process with a release that has not served, and waits for one to try it in', async () => {
    const { releases, swap, have } = setUp();
    have(false);
    await releases.want('second');
    expect([releases.release, swap.mock.calls.length]).toEqual(['first', 0]);
    have(true);
    await releases.settle();
    expect(releases.release).toBe('second');
  });
});
