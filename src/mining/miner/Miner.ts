import type { Axon } from '../../bittensor/axon/createAxon.ts';
import type { MinerSections } from './MinerSections.ts';

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
  listen(...socket: Parameters<Axon['listen']>): ReturnType<Axon['listen']>;
  /**
   * Takes no new connections, and answers what still comes on the open ones with `Connection: close`. Resolves when
   * nothing is in flight and every connection is closed, at the latest after `graceSeconds`.
   */
  drain(graceSeconds: number): Promise<void>;
  /** Ends at once. */
  close(): Promise<void>;
  status(): MinerStatus;
  /** As `Axon.adopt`. */
  readonly adopt: Axon['adopt'];
  /** As `Axon.clockOffsets`. */
  readonly clockOffsets: Axon['clockOffsets'];
  /** As `Axon.replays`. */
  readonly replays: Axon['replays'];
  /** Share of what can be answered the long way at once that is in use, 0 to 1. */
  pressure(): number;
  /**
   * Takes new settings while it runs: margins, bounds, the least stake. The whole sections, as they now are.
   * @returns the paths of those that only count after a restart
   * @throws ZodError for settings that are none; nothing has changed then
   */
  reconfigure(sections: MinerSections): { readonly needsRestart: readonly string[] };
}
