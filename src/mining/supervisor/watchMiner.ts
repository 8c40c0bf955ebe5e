import type { AxonEvent } from '../../bittensor/axon/handleRequest.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import type { AlertsConfig } from '../alerts/configSchema.ts';
import { createRequestWindow } from '../alerts/createRequestWindow.ts';
import { createSilenceFacts } from '../alerts/createSilenceFacts.ts';
import { probeOwnPort } from '../alerts/probeOwnPort.ts';
import { watchClock } from '../alerts/watchClock.ts';
import { watchDisk } from '../alerts/watchDisk.ts';
import { watchSilence } from '../alerts/watchSilence.ts';
import type { MinerStatus } from '../miner/Miner.ts';

/** What looks after a running miner. */
export interface MinerWatch {
  observe(event: AxonEvent): void;
  /** A challenge of this hotkey was verified. */
  verified(hotkey: string): void;
  /** Takes the section `alerts` as it now is; the next look goes by it. */
  reconfigure(config: AlertsConfig): void;
  stop(): void;
}

const isHere = (address: string): boolean => address === '::1' || address.startsWith('127.');

/** Alerts of a running miner: silence of the validators, this machine's clock, the disk of the records. */
export function watchMiner(options: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly alerts: Pick<AlertBook, 'open' | 'over'>;
  readonly config: AlertsConfig;
  readonly status: () => MinerStatus;
  readonly fetch: typeof globalThis.fetch;
  /** Of the records. */
  readonly folder: string;
  /** Where the miner listens; `null` before it does. */
  readonly address: () => { readonly host: string; readonly port: number } | null;
  readonly proxyProtocol: boolean;
  /** Silence before the first challenge counts from here. Wall clock, milliseconds since 1970. */
  readonly startedAt: number;
}): MinerWatch {
  const { clock, logger, alerts: book, status, fetch, folder, proxyProtocol, startedAt } = options;
  let { config } = options;
  const requests = createRequestWindow(clock);
  const hotkeys = new Set<string>();
  const facts = createSilenceFacts({
    ...{ clock, status, requests, startedAt, thresholdHours: () => config.silenceHours },
    probe: async () => {
      const address = options.address();
      return address === null ? 'closed' : probeOwnPort({ ...address, proxyProtocol, fetch });
    },
  });
  const watches = [
    watchSilence({ clock, facts, book, logger }),
    watchDisk({ clock, folder, minimumFreeGb: () => config.minimumFreeGb, book, logger }),
    watchClock({
      ...{ clock, book, logger },
      offset() {
        const seconds = status().clockOffsetSeconds;
        return seconds === null ? null : { seconds, hotkeys: Math.max(1, hotkeys.size) };
      },
    }),
  ];
  return {
    observe: ({ outcome, address }) => requests.record(outcome, !isHere(address)),
    verified: (hotkey) => void hotkeys.add(hotkey),
    reconfigure(next) {
      config = next;
    },
    stop() {
      for (const watch of watches) watch.stop();
    },
  };
}
