import type { InferenceHost } from '../../models/host/InferenceHost.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';

/** Which release serves, and which one should. */
export interface ReleaseSwitch {
  /** Folder of the newest that has served: a process that is started again begins with it. */
  readonly release: string;
  /**
   * Puts a release into the place of the one that serves; while there is no inference process, as soon as there is one.
   * @throws RC_WORKERS_SWAP_FAILED, RC_INFERENCE_HOST_GONE, and the old one goes on; the alert `model` says so
   */
  want(folder: string): Promise<void>;
  /** To be called when an inference process has become ready. Never rejects. */
  settle(): Promise<void>;
}

export function createReleaseSwitch({
  first,
  host,
  alerts,
  logger,
}: {
  readonly first: string;
  /** The one that is ready; `null` while there is none. */
  readonly host: () => Pick<InferenceHost, 'swap'> | null;
  readonly alerts: Pick<AlertBook, 'open' | 'over'>;
  readonly logger: Pick<Logger, 'info'>;
}): ReleaseSwitch {
  let release = first;
  let wanted = first;

  const change = async (): Promise<void> => {
    const serving = host();
    const folder = wanted;
    if (folder === release || serving === null) return;
    try {
      const report = await serving.swap(folder);
      release = folder;
      alerts.over('model');
      logger.info('Another release serves.', { from: report.from, to: report.to.release });
    } catch (error) {
      // Not tried again with each process that starts: it may be why one ended.
      wanted = release;
      const text = `The old one goes on. ${error instanceof Error ? error.message : ''}`;
      alerts.open('model', { severity: 'warning', title: 'A new release cannot be used.', text });
      throw error;
    }
  };
  return {
    get release() {
      return release;
    },
    async want(folder) {
      wanted = folder;
      // Whoever goes back to what serves has nothing to mend any more.
      if (folder === release) alerts.over('model');
      await change();
    },
    settle: () => change().catch(() => {}),
  };
}
