import type { UsedNonce } from '../../bittensor/axon/createReplayGuard.ts';

/** What is known of a miner, all of it observed, none of it declared. */
export interface MinerStatus {
  readonly hotkey: string;
  /** Why callers get 503, or `null`. */
  readonly notReady: string | null;
  /** Requests that were let in and are not answered yet. */
  readonly inFlight: number;
  /** Since the start. */
  readonly answered: number;
  readonly guessed: number;
  /** Wall clock of the last challenge whose signature was verified; `null` before the first. */
  readonly lastChallengeAt: number | null;
  readonly clockOffsetSeconds: number | null;
  readonly validators: number;
  /** Of the metagraph snapshot, seconds; `null` without one. */
  readonly snapshotAgeSeconds: number | null;
}

/** The miner: an axon with its policies in front of a detector. */
export interface Miner {
  /**
   * Begins to take connections.
   * @param socket a listening socket that was inherited; without it the miner opens the port of its configuration
   * @throws as `Axon.listen`
   */
  listen(socket?: { readonly fd: number }): Promise<{ host: string; port: number }>;
  /**
   * Takes no new connections, and answers what still comes on the open ones with `Connection: close`. Resolves when
   * nothing is in flight and every connection is closed, at the latest after `graceSeconds`.
   */
  drain(graceSeconds: number): Promise<void>;
  /** Ends at once. */
  close(): Promise<void>;
  status(): MinerStatus;
  readonly replays: { export(): UsedNonce[]; import(used: Iterable<UsedNonce>): void };
}
