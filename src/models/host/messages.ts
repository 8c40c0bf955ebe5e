import type { LogLevel } from '../../support/logging/Logger.ts';
import type { InferenceConfig } from '../workers/configSchema.ts';
import type { InferenceHealth, SwapReport } from '../workers/InferencePool.ts';
import type { SentError } from '../workers/messages.ts';

/**
 * What the supervisor says to the inference process, over the IPC channel of serialization `advanced`. `id` is the
 * supervisor's, and comes back with the answer.
 */
export type ToHost =
  | {
      readonly kind: 'open';
      /** Folder of the release, absolute. */
      readonly folder: string;
      readonly config: InferenceConfig;
      /** Unix domain socket to serve, in a folder that only this user may enter. At most 90 bytes. */
      readonly socketPath: string;
    }
  | { readonly kind: 'swap'; readonly id: number; readonly folder: string }
  | { readonly kind: 'metrics'; readonly id: number }
  | { readonly kind: 'health'; readonly id: number }
  /** Answers what is running, gives up what waits, and ends. */
  | { readonly kind: 'close' };

/** What the inference process says to its supervisor. */
export type FromHost =
  /** The release is loaded and proven, and the socket is open. */
  | { readonly kind: 'ready'; readonly health: InferenceHealth }
  /** It could not be; the process ends itself. */
  | { readonly kind: 'failed'; readonly error: SentError }
  /** Every second once it is ready. */
  | { readonly kind: 'pulse'; readonly health: InferenceHealth; readonly residentBytes: number }
  | { readonly kind: 'health'; readonly id: number; readonly health: InferenceHealth }
  | { readonly kind: 'swapped'; readonly id: number; readonly report: SwapReport }
  | { readonly kind: 'not-swapped'; readonly id: number; readonly error: SentError }
  /** In the text exposition format. */
  | { readonly kind: 'metrics'; readonly id: number; readonly text: string }
  | {
      readonly kind: 'log';
      readonly level: Exclude<LogLevel, 'silent'>;
      readonly message: string;
      readonly details?: Readonly<Record<string, unknown>>;
    };
