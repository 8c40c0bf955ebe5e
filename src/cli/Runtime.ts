import type { Readable } from 'node:stream';
import type { Clock } from '../support/clock/Clock.ts';
import type { CommandEntry, Output } from './command.ts';

/** What a run of the command line touches of the outside. `main` takes it from `process`, tests bring their own. */
export interface Runtime {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  /** Aborts with the reason `SIGINT` or `SIGTERM` when the command shall stop. */
  readonly interrupt: AbortSignal;
  readonly commands: readonly CommandEntry[];
}
