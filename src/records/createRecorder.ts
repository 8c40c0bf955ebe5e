import { v7 } from 'uuid';
import type { Clock } from '../support/clock/Clock.ts';
import type { Logger } from '../support/logging/Logger.ts';
import type { MetricsRegistry } from '../support/metrics/createMetricsRegistry.ts';
import type { Random } from '../support/random/Random.ts';
import { systemRandom } from '../support/random/systemRandom.ts';
import { createBackoff } from '../support/resilience/createBackoff.ts';
import type { RecordsConfig } from './configSchema.ts';
import { createLedger } from './createLedger.ts';
import { createProblemTeller } from './createProblemTeller.ts';
import { createRecordBuffer } from './createRecordBuffer.ts';
import { createRecordsMetrics } from './createRecordsMetrics.ts';
import { resolveDatabase } from './database/resolveDatabase.ts';
import { keepsImage } from './images/keepsImage.ts';
import { openImageStore } from './images/openImageStore.ts';
import type { KeeperThread, StartKeeperThread } from './keeper/KeeperThread.ts';
import { logReport } from './keeper/logReport.ts';
import type { KeeperReport } from './keeper/messages.ts';
import { startKeeperThread } from './keeper/startKeeperThread.ts';
import { withLimit } from './keeper/withLimit.ts';
import type { Recorder } from './Recorder.ts';
import type { RecordsProblem } from './RecordsProblem.ts';
import { serializeRecord } from './serializeRecord.ts';

export interface RecorderOptions {
  readonly config: RecordsConfig;
  readonly clock: Clock;
  readonly random?: Random;
  readonly logger: Logger;
  readonly metrics?: MetricsRegistry;
  /** Told when records go wrong and when they are right again. */
  readonly alerts?: (problem: RecordsProblem) => void;
  /**
   * Requests that a killed predecessor answered and that have no record, as the supervisor counted them. They are
   * offered and lost here, so that the sum over all runs is right.
   */
  readonly lost?: number;
  /** Where relative paths of the configuration begin. */
  readonly cwd?: string;
  readonly startThread?: StartKeeperThread;
}

/** How long a record waits for others to share its transaction. A killed process loses what waits. */
const flushMs = 200;
/** So many do not wait. */
const enough = 1_000;

/**
 * Starts to record. Database and images belong to a thread of their own; here is only a bounded buffer.
 * @throws RC_RECORDS_STORE_INVALID, RC_RECORDS_DATABASE_URL_INVALID; whatever else fails, fails later and is told by
 *   `health`, log and alerts
 */
export function createRecorder(options: RecorderOptions): Recorder {
  const { config, clock, logger, metrics, alerts = () => undefined, lost = 0 } = options;
  const { cwd = process.cwd(), startThread = startKeeperThread, random = systemRandom } = options;
  // What the thread could only fail at again and again is said here and now.
  openImageStore(config.images, cwd, { fetch: globalThis.fetch, clock, random });
  resolveDatabase(config, cwd);

  const buffer = createRecordBuffer(config.buffer);
  const ledger = createLedger(() => buffer.length);
  const observer =
    metrics &&
    createRecordsMetrics(metrics, () => ({
      health: ledger.health(),
      waitingBytes: buffer.bytes + buffer.imageBytes,
    }));
  const teller = createProblemTeller(alerts, clock.now);
  const run = v7();
  const startedAt = clock.now();
  const ended = new AbortController();
  const backoff = createBackoff({ firstMs: 100, maxMs: 5_000, random });
  let thread: KeeperThread | null = null;
  let diskFull = false;
  let damaged = false;
  let lowBytes: number | null = null;
  let batchNumber = 0;
  let sentNs: bigint | null = null;
  let timer = false;
  let closing: Promise<void> | null = null;
  let wake: () => void = () => undefined;
  const closed = Promise.withResolvers<void>();

  const update = (): void => {
    const health = ledger.health();
    observer?.update(health);
    teller({ health, diskFull, lowBytes });
  };

  const flush = (): void => {
    if (thread === null || buffer.busy || buffer.unsent === 0) return;
    batchNumber += 1;
    sentNs = clock.monotonicNs();
    thread.send({ kind: 'batch', number: batchNumber, entries: buffer.take(), progress: ledger.health() });
  };
  const schedule = (): void => {
    if (timer || buffer.busy || buffer.unsent === 0) return;
    const passedMs = sentNs === null ? 0 : Number(clock.monotonicNs() - sentNs) / 1e6;
    if (buffer.unsent >= enough || passedMs >= flushMs || closing !== null) {
      flush();
      return;
    }
    timer = true;
    clock
      .sleep(flushMs - passedMs, ended.signal)
      .catch(() => undefined)
      .finally(() => {
        timer = false;
        flush();
      });
  };

  const loseImages = (count: number): void => {
    ledger.loseImages(count);
    for (let index = 0; index < count; index += 1) observer?.image('lost');
  };

  const tellDamage = (state: 'open' | 'over', text: string): void =>
    alerts({
      ...{ kind: 'records', severity: 'critical', state, text, at: clock.now() },
      title: 'The records database was damaged',
    });

  const said = (report: KeeperReport): void => {
    logReport(report, logger);
    switch (report.kind) {
      case 'done':
        buffer.settle();
        backoff.reset();
        ledger.settle(report);
        if (report.spilled > 0) observer?.spilled(report.spilled);
        observer?.flushed(report.seconds);
        schedule();
        break;
      case 'found':
        ledger.find(report.records, report.own);
        break;
      case 'replayed':
        ledger.replay(report);
        break;
      case 'state':
        diskFull = report.problem?.disk === true;
        ledger.state(report.state, report.problem?.text ?? null);
        if (damaged && report.state === 'ok') {
          damaged = false;
          tellDamage('over', 'A new one takes predictions.');
        }
        break;
      case 'image':
        buffer.release(report.bytes);
        if (report.kept) observer?.image('kept');
        else loseImages(1);
        break;
      case 'disk':
        lowBytes = report.low ? report.freeBytes : null;
        break;
      case 'damaged':
        damaged = true;
        tellDamage('open', `${report.problem} It is kept as ${report.movedTo}.`);
        break;
      case 'closed':
        closed.resolve();
        break;
      default:
        break;
    }
    update();
    wake();
  };

  const start = (unrecorded: number): void => {
    thread = startThread(
      { config, cwd, run, startedAt, unrecorded },
      {
        said,
        ended(reason) {
          thread = null;
          logger.error('The thread of the records ended', { reason });
          loseImages(buffer.recall());
          ledger.orphan();
          ledger.state('spilling', `the thread of the records ended: ${reason}`);
          update();
          wake();
          clock
            .sleep(backoff.next(), ended.signal)
            .then(() => {
              start(0);
              schedule();
            })
            .catch(() => undefined);
        },
      },
    );
  };

  if (config.enabled) {
    ledger.inherit(lost);
    start(lost);
    update();
  }

  return {
    write(record, image) {
      if (!config.enabled) return;
      const wanted = image !== undefined && image.length > 0 && keepsImage(config.images.keep, record);
      let taken = false;
      let problem = closing === null ? 'the buffer of the records is full' : 'the recorder was closed';
      try {
        taken = closing === null && buffer.add(serializeRecord(record));
      } catch (error) {
        problem = `a record is no plain data: ${error instanceof Error ? error.message : String(error)}`;
      }
      ledger.offer(taken, problem);
      if (wanted && !(taken && buffer.attach(image))) loseImages(1);
      if (taken) schedule();
      else update();
    },
    health: () => ledger.health(),
    close(limitMs = 4_000) {
      closing ??= (async () => {
        let told = false;
        wake = () => {
          if (buffer.length > 0) flush();
          else if (!told && thread !== null) {
            told = true;
            thread.send({ kind: 'close', progress: ledger.health() });
          }
        };
        wake();
        if (config.enabled) {
          await withLimit(closed.promise, limitMs, clock, () => new Error('late')).catch(() => undefined);
        }
        ended.abort();
        await thread?.end();
        const { records, images } = buffer.clear();
        ledger.drop(records, 'the recorder was closed before they were written');
        loseImages(images);
        if (records > 0) logger.error('Records were lost when the recorder closed', { records });
        observer?.update(ledger.health());
      })();
      return closing;
    },
  };
}
