import { PassThrough } from 'node:stream';
import type { CommandEntry } from '../../src/cli/command.ts';
import { commandTable } from '../../src/cli/commandTable.ts';
import { runCli } from '../../src/cli/runCli.ts';
import type { Clock } from '../../src/support/clock/Clock.ts';
import { createManualClock } from '../../src/support/clock/createManualClock.ts';

export interface CommandLineWorld {
  commands?: readonly CommandEntry[];
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /** What standard input holds. */
  stdin?: string | Buffer;
  clock?: Clock;
  interrupt?: AbortSignal;
}

export interface CommandLineOutcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs one command line in this process, with nothing of the real process in its world. */
export async function runCommandLine(
  args: readonly string[],
  world: CommandLineWorld = {},
): Promise<CommandLineOutcome> {
  const outcome: CommandLineOutcome = { status: -1, stdout: '', stderr: '' };
  const collect = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      outcome[name] += text;
    },
  });
  outcome.status = await runCli(args, {
    env: world.env ?? {},
    cwd: world.cwd ?? '/nonexistent',
    stdin: new PassThrough().end(world.stdin ?? ''),
    stdout: collect('stdout'),
    stderr: collect('stderr'),
    clock: world.clock ?? createManualClock(),
    interrupt: world.interrupt ?? new AbortController().signal,
    commands: world.commands ?? commandTable,
  });
  return outcome;
}
