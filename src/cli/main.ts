import { systemClock } from '../support/clock/systemClock.ts';
import type { CommandEntry } from './command.ts';
import { commandTable } from './commandTable.ts';
import { runCli } from './runCli.ts';

/** How long a command and its cleanups may take after Ctrl-C before the process ends without them. */
const stopLimitMs = 30_000;

/**
 * The process `roadcrew`: runs one command line with the real streams, clock and signals, and sets the exit status.
 * @param args the words after `roadcrew`
 * @param commands what it can do
 */
export async function main(
  args: readonly string[],
  commands: readonly CommandEntry[] = commandTable,
): Promise<void> {
  const interrupt = new AbortController();

  const onSignal = (name: 'SIGINT' | 'SIGTERM') => {
    const status = name === 'SIGTERM' ? 143 : 130;
    // The second time somebody means it.
    if (interrupt.signal.aborted) process.exit(status);
    interrupt.abort(name);
    setTimeout(() => process.exit(status), stopLimitMs).unref();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);

  // `roadcrew … | head` closes our output early: that is no error, and nobody is left to tell.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }

  process.exitCode = await runCli(args, {
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    interrupt: interrupt.signal,
    commands,
  });
  process.removeListener('SIGINT', onSignal);
  process.removeListener('SIGTERM', onSignal);
}
