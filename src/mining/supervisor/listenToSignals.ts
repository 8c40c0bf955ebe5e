import type { Logger } from '../../support/logging/Logger.ts';
import type { Supervisor } from './startSupervisor.ts';

/** As far as a process is listened to. */
export interface SignalSource {
  on(signal: 'SIGHUP' | 'SIGUSR2', listener: () => void): unknown;
  removeListener(signal: 'SIGHUP' | 'SIGUSR2', listener: () => void): unknown;
}

/**
 * SIGHUP reads the configuration again, SIGUSR2 upgrades the miner to the code on disk.
 * @returns a function that ends it
 */
export function listenToSignals(
  supervisor: Pick<Supervisor, 'reload' | 'upgrade'>,
  { logger, source = process }: { readonly logger: Logger; readonly source?: SignalSource },
): () => void {
  const onReload = (): void => void supervisor.reload();
  const onUpgrade = (): void => {
    logger.info('A new miner is started from the code on disk.');
    supervisor.upgrade().then(
      () => logger.info('The new miner answers; the old one ends when its connections have.'),
      (error: unknown) => logger.error('The upgrade failed; the old miner goes on.', { error }),
    );
  };
  source.on('SIGHUP', onReload);
  source.on('SIGUSR2', onUpgrade);
  return () => {
    source.removeListener('SIGHUP', onReload);
    source.removeListener('SIGUSR2', onUpgrade);
  };
}
