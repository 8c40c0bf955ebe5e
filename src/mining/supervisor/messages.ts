import type { UsedNonce } from '../../bittensor/axon/createReplayGuard.ts';
import type { SentError } from '../../models/workers/messages.ts';
import type { RecorderHealth } from '../../records/Recorder.ts';
import type { LogLevel } from '../../support/logging/Logger.ts';
import type { Alert, AlertKind } from '../alerts/Alert.ts';
import type { MinerStatus } from '../miner/Miner.ts';
import type { MinerValues } from './MinerValues.ts';

/** What every program of the supervisor understands. */
export type ToProgram =
  /** `id` comes back with the answer. */
  | { readonly kind: 'ask'; readonly id: number; readonly question: string; readonly value?: unknown }
  | { readonly kind: 'close'; readonly limitMs: number };

/** What every program of the supervisor says. */
export type FromProgram =
  | { readonly kind: 'ready' }
  /** It could not start; it ends itself. */
  | { readonly kind: 'failed'; readonly error: SentError & { readonly hint?: string } }
  | { readonly kind: 'pulse'; readonly residentBytes: number }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'no-answer'; readonly id: number; readonly error: SentError };

/** What the miner process is told when it starts. All that is secret travels here, over the pipe. */
export interface MinerSettings {
  /** SS58 address. */
  readonly hotkey: string;
  readonly values: MinerValues;
  /** Of the inference process. */
  readonly inferenceSocket: string;
  /** Whether a model has been ready before: answers then wait for it rather than being refused. */
  readonly modelLoaded: boolean;
  /** File descriptors of the sockets that it inherits; `null` where there is none. */
  readonly fds: {
    readonly axon: number;
    readonly rest: number | null;
    /** More of the axon's socket, so that more than one connection is accepted in a turn of the event loop. */
    readonly axonCopies?: readonly number[];
  };
  /** Answers of earlier miners without a record. */
  readonly lostRecords: number;
  /** When the service was started, and the last challenge that an earlier miner verified. Wall clock, milliseconds since 1970. */
  readonly startedAt: number;
  readonly lastChallengeAt: number | null;
  /** What earlier miners knew of their callers' clocks. */
  readonly clockOffsets: readonly (readonly [hotkey: string, seconds: number])[];
  readonly level: LogLevel;
  /** Where relative paths of the records begin. */
  readonly cwd: string;
}

export type ToMiner =
  | { readonly kind: 'open'; readonly settings: MinerSettings }
  /** With the handle of a connection: go on with this request. */
  | { readonly kind: 'adopt'; readonly entry: number; readonly request: HeldRequestMessage }
  /** Of a claim: what the new miner said; `null` when it could not be asked. */
  | { readonly kind: 'claimed'; readonly id: number; readonly outcome: 'claimed' | 'seen' | 'full' | null }
  | ToProgram;

/** A request in custody, as it travels. */
export interface HeldRequestMessage {
  readonly head: Uint8Array;
  readonly body: readonly Uint8Array[];
  readonly address: string;
  readonly receivedNs: bigint;
}

/** What the miner says every half second. */
export interface MinerPulse {
  readonly status: MinerStatus;
  readonly records: RecorderHealth | null;
  readonly clockOffsets: readonly (readonly [hotkey: string, seconds: number])[];
  readonly model: 'never' | 'loading' | 'ready';
}

export type FromMiner =
  | ({ readonly kind: 'status' } & MinerPulse)
  /**
   * A request was let in. With its connection's handle where it is to be kept, unless it is an adopted one, whose
   * handle the supervisor has.
   */
  | {
      readonly kind: 'admitted';
      readonly id: number;
      readonly used: UsedNonce | null;
      /** `null`: only its nonce is told. */
      readonly request: Omit<HeldRequestMessage, 'body'> | null;
      readonly entry?: number | undefined;
    }
  | { readonly kind: 'chunk'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'released'; readonly id: number }
  /** The connection of an adopted request is closed. */
  | { readonly kind: 'let-go'; readonly entry: number }
  /** A record was given to the recorder. */
  | { readonly kind: 'recorded' }
  /** Opens an alert in the supervisor's book, or with `null` says that it is over. */
  | {
      readonly kind: 'alert';
      readonly about: AlertKind;
      readonly alert: Pick<Alert, 'severity' | 'title' | 'text'> | null;
    }
  /** The old miner of an upgrade asks whether the new one has seen a nonce. */
  | { readonly kind: 'claim'; readonly id: number; readonly used: UsedNonce };
