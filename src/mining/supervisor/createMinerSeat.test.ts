import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { createCustody } from './createCustody.ts';
import { createMinerSeat } from './createMinerSeat.ts';
import { type KeptProcess, keepProcess } from './keepProcess.ts';
import type { RunningMiner, StartMinerOptions } from './startMinerProcess.ts';

interface FakeMiner extends RunningMiner {
  pulse: RunningMiner['pulse'];
  readonly options: StartMinerOptions;
  readonly asked: string[];
  readonly told: { kind: string; handle: unknown }[];
  readonly isReady: PromiseWithResolvers<unknown>;
  refuses: string;
  /** Awaited before an answer. */
  before: (question: string) => Promise<void> | undefined;
  unwritten: number;
  die(): void;
}

const used = { hotkey: 'h', uuid: 'u', nonce: 1n };

const world = () => {
  const clock = createManualClock();
  const started: FakeMiner[] = [];
  const told: string[] = [];
  let values = {};
  const reload = (): void => {
    values = {};
  };
  const custody = createCustody<RunningMiner>({ clock, limitBytes: () => 10_000 });
  const start = (options: StartMinerOptions): RunningMiner => {
    const isReady = Promise.withResolvers<unknown>();
    isReady.promise.catch(() => {});
    const ended = Promise.withResolvers<{ description: string }>();
    const name = `miner ${started.length + 1}`;
    const end = (): void => {
      isReady.reject(new Error(`${name} is gone`));
      ended.resolve({ description: 'gone' });
    };
    const miner: FakeMiner = {
      ...{ options, asked: [], told: [], isReady, ready: isReady.promise, ended: ended.promise },
      ...{ pid: started.length + 1, residentBytes: 0, pulse: null, refuses: '', unwritten: 0 },
      before: () => undefined,
      get heardNs() {
        return clock.monotonicNs();
      },
      metrics: async () => '',
      tell: (message, handle) => void miner.told.push({ kind: message.kind, handle }),
      async ask(question, value) {
        miner.asked.push(question);
        await miner.before(question);
        if (miner.refuses === question) throw new Error(`${question} does not work`);
        if (question === 'hand-over') return [used];
        if (question === 'claim') return 'seen';
        if (question === 'listen') miner.told.push({ kind: 'listen', handle: value });
        return undefined;
      },
      close: async () => end(),
      kill: end,
      die: end,
    };
    started.push(miner);
    return miner;
  };
  const seat = createMinerSeat({
    ...{ clock, logger: silentLogger, custody, start, hangMs: () => 10_000, closeMs: () => 1_000 },
    settings: () => ({ values }) as never,
    drainSeconds: () => 30,
    alerts: { open() {}, over() {} },
    onAdopted: (count) => told.push(`adopted ${count}`),
    onRecordsLost: (count) => told.push(`lost ${count}`),
  });
  const kept: KeptProcess<RunningMiner> = keepProcess(seat.row, {
    ...{ clock, random: { float: () => 0 }, logger: silentLogger },
  });
  const settle = () => clock.advance(0);
  const last = (): FakeMiner => started.at(-1) as FakeMiner;
  return { clock, started, told, custody, seat, kept, settle, last, reload };
};

const begin = async () => {
  const all = world();
  all.last().isReady.resolve(undefined);
  await all.settle();
  return all;
};

/** All that the seat looks at. */
const pulseOf = (lastChallengeAt: number | null) =>
  ({ status: { lastChallengeAt } }) as unknown as RunningMiner['pulse'];

describe('createMinerSeat', () => {
  it('tells each miner of the last challenge before it, whoever answered that', async () => {
    const { started, last, settle, seat, kept } = await begin();
    last().pulse = pulseOf(5_000);
    last().die();
    await settle();
    // This one sees no challenge at all.
    last().pulse = pulseOf(null);
    last().isReady.resolve(undefined);
    await settle();
    const upgrade = seat.upgrade(kept);
    await settle();
    last().isReady.resolve(undefined);
    await upgrade;
    expect(started.map(({ options }) => options.settings.lastChallengeAt)).toEqual([null, 5_000, 5_000]);
  });

  it('gives what a dead miner had in flight to the next one, after that one listens', async () => {
    const { started, told, custody, last, settle, seat } = await begin();
    expect(seat.listening).toBe(true);
    const [first] = started as [FakeMiner];
    const handle = { close() {} };
    custody.remember(used);
    custody.admitted(first, {
      ...{ id: 1, handle, request: { head: new Uint8Array(3), address: 'a', receivedNs: 1n } },
    });
    first.unwritten = 4;
    first.die();
    await settle();
    last().isReady.resolve(undefined);
    await settle();
    expect(last().told).toEqual([
      { kind: 'listen', handle: [used] },
      { kind: 'adopt', handle },
    ]);
    expect(told).toEqual(['lost 4', 'adopted 1']);
    expect([first.options.settings.lostRecords, last().options.settings.lostRecords]).toEqual([0, 4]);
  });

  it('upgrades: the old one hands over, the new one listens, the old one drains', async () => {
    const { started, seat, kept, last, settle } = await begin();
    const upgrade = seat.upgrade(kept);
    await settle();
    last().isReady.resolve(undefined);
    await upgrade;
    await settle();
    const [old, next] = started as [FakeMiner, FakeMiner];
    expect(old.asked).toEqual(['listen', 'hand-over', 'drain']);
    expect(next.told).toEqual([{ kind: 'listen', handle: [used] }]);
    expect([kept.current, kept.restarts, seat.leaving.size]).toEqual([next, 0, 0]);
  });

  it('asks the new one for claims of the old one', async () => {
    const { started, seat, kept, last, settle } = await begin();
    const [old] = started as [FakeMiner];
    old.options.onClaim(old, { kind: 'claim', id: 1, used });
    await settle();
    const upgrade = seat.upgrade(kept);
    await settle();
    last().isReady.resolve(undefined);
    await upgrade;
    old.options.onClaim(old, { kind: 'claim', id: 2, used });
    await settle();
    expect(last().asked).toContain('claim');
    expect(old.told.filter(({ kind }) => kind === 'claimed').length).toBe(2);
  });

  it('leaves the old one as it was when the new one does not start', async () => {
    const { started, seat, kept, last, settle } = await begin();
    const upgrade = seat.upgrade(kept);
    await settle();
    last().isReady.reject(new Error('a fault in the new code.'));
    await expect(upgrade).rejects.toMatchObject({
      code: 'RC_SUPERVISOR_UPGRADE_FAILED',
      message: expect.stringContaining('a fault in the new code.'),
    });
    expect([kept.current, started[0]?.asked, kept.state]).toEqual([started[0], ['listen'], 'ready']);
  });

  it('gives up on a new one that never becomes ready', async () => {
    const { clock, seat, kept, started } = await begin();
    const upgrade = seat.upgrade(kept);
    upgrade.catch(() => {});
    await clock.advance(61_000);
    await expect(upgrade).rejects.toMatchObject({ code: 'RC_SUPERVISOR_UPGRADE_FAILED' });
    expect(kept.current).toBe(started[0]);
  });

  it('takes the hand-over back when the new one cannot listen', async () => {
    const { started, seat, kept, last, settle } = await begin();
    const upgrade = seat.upgrade(kept);
    await settle();
    last().refuses = 'listen';
    last().isReady.resolve(undefined);
    await expect(upgrade).rejects.toMatchObject({ code: 'RC_SUPERVISOR_UPGRADE_FAILED' });
    expect(started[0]?.asked).toEqual(['listen', 'hand-over', 'take-back']);
    expect(kept.current).toBe(started[0]);
    // And another upgrade may follow.
    const again = seat.upgrade(kept);
    await settle();
    last().isReady.resolve(undefined);
    await again;
    expect(kept.current).toBe(last());
  });

  it('gives the upgrade up when the old one dies in it, and what it was given to the next', async () => {
    const { started, custody, seat, kept, last, settle } = await begin();
    const [old] = started as [FakeMiner];
    const handle = { close() {} };
    custody.admitted(old, {
      ...{ id: 1, handle, request: { head: new Uint8Array(3), address: 'a', receivedNs: 1n } },
    });
    const upgrade = seat.upgrade(kept);
    upgrade.catch(() => {});
    await settle();
    const next = last();
    const listens = Promise.withResolvers<void>();
    next.before = (question) => (question === 'listen' ? listens.promise : undefined);
    next.isReady.resolve(undefined);
    await settle();
    old.die();
    await settle();
    listens.resolve();
    await expect(upgrade).rejects.toMatchObject({ code: 'RC_SUPERVISOR_UPGRADE_FAILED' });
    expect(started.length).toBe(3);
    last().isReady.resolve(undefined);
    await settle();
    expect([kept.current, kept.state, seat.leaving.size]).toEqual([last(), 'ready', 0]);
    expect(last().told.at(-1)).toEqual({ kind: 'adopt', handle });
  });

  it('does not forget lost records over a miner that never started', async () => {
    const { started, clock, last, settle } = await begin();
    last().unwritten = 3;
    last().die();
    await settle();
    last().isReady.reject(new Error('no'));
    last().die();
    await clock.advance(1_000);
    expect(started.map(({ options }) => options.settings.lostRecords)).toEqual([0, 3, 3]);
  });

  it('tells a new miner of a configuration that was read again while it started', async () => {
    const { seat, kept, last, settle, reload } = await begin();
    const upgrade = seat.upgrade(kept);
    await settle();
    reload();
    last().isReady.resolve(undefined);
    await upgrade;
    await settle();
    expect(last().asked).toContain('settings');
    last().die();
    await settle();
    last().isReady.resolve(undefined);
    await settle();
    expect(last().asked).toEqual(['listen']);
  });

  it('refuses a second upgrade beside the first, and one without a miner', async () => {
    const { seat, kept, last, settle } = await begin();
    const first = seat.upgrade(kept);
    await expect(seat.upgrade(kept)).rejects.toThrow('another upgrade');
    await settle();
    last().isReady.resolve(undefined);
    await first;
    last().die();
    await settle();
    await expect(seat.upgrade(kept)).rejects.toThrow('no miner is ready');
  });
});
