import type { DecodeLimits } from '../../imaging/decodeLimits.ts';
import type { Precision } from '../classifier/openClassifier.ts';
import type { ProviderAttempt } from '../runtimes/ModelSession.ts';
import type { ServerConfig } from './serverSchema.ts';

/** What a worker is told when it starts. */
export interface WorkerSettings {
  /** Folder of the release, absolute. */
  readonly folder: string;
  readonly providers: readonly string[];
  readonly threads: number;
  readonly deviceId?: number | undefined;
  readonly precision?: Precision | undefined;
  /** Runs the backbone. Its token travels over this pipe alone: neither arguments nor environment show it. */
  readonly server?: ServerConfig | undefined;
  readonly limits: Partial<DecodeLimits>;
  /** Largest batch that will come; the worker warms up with it. */
  readonly batchSize: number;
  /** Milliseconds between signs of life. */
  readonly pulseMs: number;
  /** 0 (as everybody) to 19 (gives way to everybody). */
  readonly niceness: number;
}

export interface WorkerItem {
  readonly id: number;
  readonly image: Uint8Array;
  /** `clock.monotonicNs()`, which all processes of a machine share. */
  readonly deadlineNs: bigint;
}

/** An error on its way through a pipe. */
export interface SentError {
  readonly code: string;
  readonly message: string;
}

/** What only who decodes an image knows of it. Travels as `details.image` of the evidence. */
export interface ImageFacts {
  /** Of the decoded image, upright, pixels. */
  readonly width: number;
  readonly height: number;
  /** 16 hexadecimal digits, see `perceptualHash`. */
  readonly perceptualHash: string;
}

/** What became of one image in the worker. Timings in milliseconds, as in `StageResult`. */
export type ItemResult = { readonly timings: Readonly<Record<string, number>> } & (
  | {
      readonly outcome: 'evidence';
      readonly probability: number;
      readonly details: Readonly<Record<string, unknown>>;
    }
  | {
      readonly outcome: 'none';
      readonly reason: 'undecodable' | 'failed' | 'late' | 'cancelled';
      readonly error?: SentError;
    }
);

export type ToWorker =
  | { readonly kind: 'open'; readonly settings: WorkerSettings }
  | { readonly kind: 'batch'; readonly items: readonly WorkerItem[] }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'close' };

/** What a worker says about itself once it is warm. */
export interface WorkerReady {
  readonly release: string;
  readonly precision: Precision;
  readonly attempts: readonly ProviderAttempt[];
}

/** Everything that a worker says carries its resident memory, bytes. */
export type FromWorker = { readonly residentBytes: number } & (
  | ({ readonly kind: 'ready' } & WorkerReady)
  | { readonly kind: 'failed'; readonly error: SentError }
  | { readonly kind: 'result'; readonly id: number; readonly result: ItemResult }
  | { readonly kind: 'done' }
  | { readonly kind: 'pulse' }
);
