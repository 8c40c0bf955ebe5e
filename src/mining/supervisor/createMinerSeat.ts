import type { ClaimOutcome } from '../../bittensor/axon/createReplayClaims.ts';
import type { UsedNonce } from '../../bittensor/axon/createReplayGuard.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import type { Custody } from './createCustody.ts';
import { supervisorError } from './errors.ts';
import type { KeptProcess } from './keepProcess.ts';
import type { FromMiner, MinerSettings } from './messages.ts';
import type { ProcessRow } from './RunningProcess.ts';
import { type RunningMiner, startMinerProcess } from './startMinerProcess.ts';

/** The place of the miner: whoever sits in it answers, and inherits what its predecessor left. */
export interface MinerSeat {
  readonly row: ProcessRow<RunningMiner>;
  /**
   * Puts a new miner, of the code that is on disk now, into the place of the one that runs. Not one request is lost:
   * both take connections until the new one does alone, and the old one ends when its connections have.
   * @throws RC_SUPERVISOR_UPGRADE_FAILED, and the old one goes on
   */
  upgrade(kept: KeptProcess<RunningMiner>): Promise<void>;
  /** Miners that are on their way out. */
  readonly leaving: ReadonlySet<RunningMiner>;
  /** True once a miner took connections. */
  readonly listening: boolean;
}

export interface MinerSeatOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly custody: Custody<RunningMiner>;
  /** As they are now; asked for each start. */
  readonly settings: () => Omit<MinerSettings, 'lostRecords' | 'lastChallengeAt' | 'clockOffsets'>;
  readonly hangMs: () => number;
  readonly closeMs: () => number;
  readonly drainSeconds: () => number;
  readonly alerts: Pick<AlertBook, 'open' | 'over'>;
  readonly onAdopted?: (requests: number) => void;
  readonly onRecordsLost?: (records: number) => void;
  readonly program?: URL | undefined;
  readonly start?: typeof startMinerProcess;
}

const startMs = 60_000;

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : systemErrorCode(error)).replace(/\.$/, '');

export function createMinerSeat(options: MinerSeatOptions): MinerSeat {
  const { clock, logger, custody, start = startMinerProcess } = options;
  const leaving = new Set<RunningMiner>();
  const begunWith = new WeakMap<RunningMiner, MinerSettings['values']>();
  let seated: RunningMiner | null = null;
  let lostRecords = 0;
  let lastChallengeAt: number | null = null;
  let clockOffsets: MinerSettings['clockOffsets'] = [];
  let upgrading = false;
  let listening = false;

  const onClaim = async (from: RunningMiner, claim: Extract<FromMiner, { kind: 'claim' }>): Promise<void> => {
    const heir = seated === from ? null : seated;
    // Without an outcome the old one decides alone.
    const outcome = await (heir?.ask('claim', claim.used) ?? Promise.resolve(null)).catch(() => null);
    from.tell({ kind: 'claimed', id: claim.id, outcome: outcome as ClaimOutcome | null });
  };
  /** So that neither silence nor callers' clocks are learnt anew with every miner. */
  const learn = (miner: RunningMiner | null): void => {
    const at = miner?.pulse?.status.lastChallengeAt ?? null;
    if (at !== null) lastChallengeAt = Math.max(at, lastChallengeAt ?? at);
    clockOffsets = miner?.pulse?.clockOffsets ?? clockOffsets;
  };
  const begin = (): RunningMiner => {
    learn(seated);
    const settings = { ...options.settings(), lostRecords, lastChallengeAt, clockOffsets };
    const miner = start({
      settings,
      ...{ clock, custody, alerts: options.alerts, program: options.program },
      onClaim: (from, claim) => void onClaim(from, claim),
    });
    lostRecords = 0;
    begunWith.set(miner, settings.values);
    // Told to one that never counted them.
    miner.ready.catch(() => {
      lostRecords += settings.lostRecords;
    });
    return miner;
  };
  const listen = async (miner: RunningMiner, used: readonly UsedNonce[]): Promise<void> => {
    await miner.ask('listen', used);
    listening = true;
  };
  /** The configuration may have been read again while it started. */
  const refresh = async (miner: RunningMiner): Promise<void> => {
    const { values, level } = options.settings();
    if (values === begunWith.get(miner)) return;
    await miner.ask('settings', { ...values, logging: { level } }).catch(() => {});
  };
  const giveOrphans = (heir: RunningMiner): void => {
    const orphans = custody.orphans();
    for (const { entry, handle, request } of orphans) {
      custody.given(heir, entry);
      heir.tell({ kind: 'adopt', entry, request }, handle);
    }
    if (orphans.length === 0) return;
    logger.warn('Requests of a miner that ended are answered by another one.', { requests: orphans.length });
    options.onAdopted?.(orphans.length);
  };
  const countLost = (miner: RunningMiner): void => {
    const lost = miner.unwritten;
    if (lost === 0) return;
    lostRecords += lost;
    logger.error('A miner ended before it had written all records.', { recordsAtMost: lost });
    options.onRecordsLost?.(lost);
  };

  const row: ProcessRow<RunningMiner> = {
    ...{ name: 'miner', critical: true, start: begin, startMs },
    ...{ hangMs: options.hangMs, closeMs: options.closeMs },
    async onReady(miner) {
      await listen(miner, custody.nonces());
      await refresh(miner);
      seated = miner;
      giveOrphans(miner);
    },
    onEnded(miner) {
      leaving.delete(miner);
      learn(miner);
      if (seated === miner) seated = null;
      countLost(miner);
      custody.orphan(miner);
      if (seated !== null) giveOrphans(seated);
    },
  };

  /** Ready, or dead. */
  const startNext = async (): Promise<RunningMiner> => {
    const next = begin();
    const timer = new AbortController();
    const limit = clock.sleep(startMs, timer.signal).then(
      () => next.kill(),
      () => {},
    );
    try {
      await next.ready;
      return next;
    } finally {
      timer.abort();
      await limit;
    }
  };

  const handOver = async (old: RunningMiner, kept: KeptProcess<RunningMiner>): Promise<void> => {
    const next = await startNext();
    try {
      // From here on the old one asks the new one before it lets a request in.
      seated = next;
      const used = (await old.ask('hand-over')) as readonly UsedNonce[];
      await listen(next, used);
      // It died meanwhile and is being replaced, or all is being ended: two of them must not stay.
      if (kept.current !== old) throw supervisorError('RC_SUPERVISOR_PROCESS_GONE', { process: 'miner' });
    } catch (error) {
      // One that is only starting takes what is left when it is ready.
      seated = kept.state === 'ready' ? kept.current : null;
      next.kill();
      // It may have been given requests, or have let some in.
      void next.ended.then(() => row.onEnded?.(next));
      await old.ask('take-back').catch(() => {});
      throw error;
    }
    leaving.add(old);
    kept.replace(next);
    void refresh(next);
    old
      .ask('drain', options.drainSeconds())
      .then(() => old.close(options.closeMs()))
      .catch(() => old.kill());
  };

  return {
    row,
    leaving,
    get listening() {
      return listening;
    },
    async upgrade(kept) {
      const old = kept.current;
      const refuse = (reason: string, cause?: unknown) =>
        supervisorError('RC_SUPERVISOR_UPGRADE_FAILED', { reason }, cause);
      if (upgrading) throw refuse('another upgrade is under way');
      if (old === null || kept.state !== 'ready') throw refuse('no miner is ready that could hand over');
      upgrading = true;
      try {
        await handOver(old, kept);
      } catch (error) {
        throw refuse(reasonOf(error), error);
      } finally {
        upgrading = false;
      }
    },
  };
}
