import type { RecordsConfig } from '../configSchema.ts';

/** What the thread is started with. It holds secrets, so it is handed over in memory alone. */
export interface ThreadData {
  readonly config: RecordsConfig;
  /** Where relative paths begin. */
  readonly cwd: string;
  readonly run: string;
  readonly startedAt: number;
  /** Requests that the supervisor saw answered by the killed predecessor without a record. */
  readonly unrecorded: number;
}
