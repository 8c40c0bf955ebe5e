import type { KeeperOrder, KeeperReport } from './messages.ts';
import type { ThreadData } from './threadData.ts';

/** The thread as the recorder sees it. */
export interface KeeperThread {
  /** Images in the order change hands: they are empty here afterwards. */
  send(order: KeeperOrder): void;
  end(): Promise<void>;
}

export interface KeeperThreadEvents {
  said(report: KeeperReport): void;
  /** It ended without being told to. */
  ended(reason: string): void;
}

/** Starts a thread; tests have one in their own. */
export type StartKeeperThread = (data: ThreadData, events: KeeperThreadEvents) => KeeperThread;
