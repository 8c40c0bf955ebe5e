import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { keepProcess } from './keepProcess.ts';
import type { ProcessRow, RunningProcess } from './RunningProcess.ts';

interface FakeProcess extends RunningProcess {
  heardNs: bigint;
  become(): void;
  fail(error: Error): void;
  die(): void;
  readonly killed: boolean;
}

const world = (row: Partial<ProcessRow<FakeProcess>> = {}) => {
  const clock = createManualClock();
  const started: FakeProcess[] = [];
  const refusals: Error[] = [];
  const told: string[] = [];
  const create = (): FakeProcess => {
    const ready = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<{ description: string }>();
    ready.promise.catch(() => {});
    let killed = false;
    const fake: FakeProcess = {
      ...{ pid: started.length + 1, ready: ready.promise, ended: ended.promise },
      ...{ heardNs: clock.monotonicNs(), residentBytes: 0, metrics: async () => '' },
      become: () => ready.resolve(),
      fail: (error) => ready.reject(error),
      die: () => ended.resolve({ description: 'signal SIGKILL' }),
      async close() {
        ended.resolve({ description: 'exit code 0' });
      },
      kill() {
        killed = true;
        ended.resolve({ description: 'signal SIGKILL' });
      },
      get killed() {
        return killed;
      },
    };
    return fake;
  };
  const kept = keepProcess<FakeProcess>(
    {
      ...{ name: 'miner', critical: true, hangMs: () => 10_000, startMs: 30_000, closeMs: () => 1_000 },
      start() {
        const refusal = refusals.pop();
        if (refusal !== undefined) throw refusal;
        const fake = create();
        started.push(fake);
        return fake;
      },
      ...row,
    },
    {
      ...{ clock, random: { float: () => 0 }, logger: silentLogger },
      onRestart: (name, reason) => told.push(`${name} ${reason}`),
      onCrashLoop: (name, looping) => told.push(`${name} ${looping ? 'loops' : 'is well'}`),
    },
  );
  const last = (): FakeProcess => started.at(-1) as FakeProcess;
  /** Lets time pass while the last process speaks each second. */
  const live = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1_000);
      last().heardNs = clock.monotonicNs();
    }
  };
  return { clock, started, refusals, told, kept, last, live, create };
};

describe('keepProcess', () => {
  it('starts one that ended again, at once and then after growing pauses', async () => {
    const { clock, started, last, kept, told } = world();
    last().become();
    await clock.advance(0);
    expect(kept.state).toBe('ready');
    const pauses = [0, 250, 500, 1_000];
    for (const [index, pause] of pauses.entries()) {
      last().die();
      await clock.advance(0);
      if (pause > 0) {
        await clock.advance(pause - 1);
        expect([kept.state, started.length]).toEqual(['waiting', index + 1]);
        await clock.advance(1);
      }
      expect(started.length).toBe(index + 2);
      last().become();
      await clock.advance(0);
    }
    expect(kept.restarts).toBe(4);
    expect(told).toEqual(Array.from({ length: 4 }, () => 'miner crashed'));
  });

  it('calls five ends within a minute a crash loop, tries on, and says when it is over', async () => {
    const { clock, told, last, kept, live, started } = world();
    last().become();
    await clock.advance(0);
    for (let end = 0; end < 5; end += 1) {
      last().die();
      await clock.advance(10_000);
      last().become();
      await clock.advance(0);
    }
    expect(told).toContain('miner loops');
    expect([kept.crashLooping, kept.state, started.length]).toEqual([true, 'ready', 6]);
    await live(61);
    expect(told.at(-1)).toBe('miner is well');
    expect(kept.crashLooping).toBe(false);
  });

  it('kills and replaces one that says nothing', async () => {
    const { clock, started, last, live, told } = world();
    last().become();
    await live(30);
    expect(started[0]?.killed).toBe(false);
    await clock.advance(8_000);
    expect(started[0]?.killed).toBe(false);
    await clock.advance(5_000);
    expect([started[0]?.killed, started.length, told]).toEqual([true, 2, ['miner hung']]);
  });

  it('kills one that does not become ready in time', async () => {
    const { clock, started, kept } = world();
    started[0]?.become();
    await clock.advance(0);
    started[0]?.die();
    await clock.advance(40_000);
    expect([started[1]?.killed, started.length, kept.restarts]).toEqual([true, 3, 2]);
  });

  it('does not try again what failed at the very first start, and tells its error', async () => {
    const { clock, started, last, kept } = world();
    last().fail(new Error('no such release'));
    await clock.advance(60_000);
    await expect(kept.firstReady).rejects.toThrow('no such release');
    expect([started.length, started[0]?.killed, kept.state]).toEqual([1, true, 'ended']);
  });

  it('counts a failure of what is to be done when it is ready as a failed start', async () => {
    let listens = true;
    const { clock, started, last, told } = world({
      async onReady() {
        if (!listens) throw new Error('the port is gone');
      },
    });
    last().become();
    await clock.advance(0);
    listens = false;
    last().die();
    await clock.advance(0);
    last().become();
    await clock.advance(0);
    expect([started[1]?.killed, told]).toEqual([true, ['miner crashed', 'miner not-started']]);
  });

  it('tries again where the system refuses to start one', async () => {
    const { clock, started, refusals, last, told } = world();
    last().become();
    await clock.advance(0);
    refusals.push(new Error('spawn ENOMEM'));
    last().die();
    await clock.advance(1_000);
    expect([started.length, told]).toEqual([2, ['miner crashed', 'miner not-started']]);
  });

  it('ends whatever was put in its place while it was ended', async () => {
    const { clock, started, last, kept, create } = world();
    last().become();
    await clock.advance(0);
    const closed = kept.close();
    const next = create();
    next.become();
    kept.replace(next);
    await closed;
    await clock.advance(120_000);
    expect([kept.current, kept.state, started.length]).toEqual([null, 'ended', 1]);
  });

  it('puts another one in its place, whose predecessor may end', async () => {
    const { clock, started, last, kept, create } = world();
    last().become();
    await clock.advance(0);
    const next = create();
    next.become();
    kept.replace(next);
    await clock.advance(0);
    started[0]?.die();
    await clock.advance(0);
    expect([kept.current, kept.state, kept.restarts, started.length]).toEqual([next, 'ready', 0, 1]);
    next.die();
    await clock.advance(0);
    expect([kept.restarts, started.length]).toEqual([1, 2]);
  });

  it('ends for good', async () => {
    const { clock, last, kept, started } = world();
    last().become();
    await clock.advance(0);
    await kept.close();
    await clock.advance(120_000);
    expect([kept.state, started.length, clock.sleepers]).toEqual(['ended', 1, 0]);
  });
});
