import type { Readable } from 'node:stream';
import { type Command as Commander, CommanderError } from 'commander';
import type { Clock } from '../support/clock/Clock.ts';
import { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { createLogger } from '../support/logging/createLogger.ts';
import { createShutdown, type Shutdown } from '../support/processes/createShutdown.ts';
import { buildProgram, type Selection } from './buildProgram.ts';
import {
  type CommandContext,
  type CommandEntry,
  type CommandResult,
  isGroup,
  type Output,
} from './command.ts';
import { describeFailure } from './describeFailure.ts';
import { cliError } from './errors.ts';
import { readVersion } from './readVersion.ts';
import { runWithProgress } from './runWithProgress.ts';
import { toJsonLine } from './toJsonLine.ts';

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

/** How long a command may go on after an interrupt before its cleanups run without it. */
const stopLimitMs = 10_000;

const exitStatus = { success: 0, failure: 1, usage: 2 } as const;

/** Usage errors carry this code; everything else that is thrown is a failure. */
const isUsage = (error: unknown): boolean => error instanceof RoadcrewError && error.code === 'RC_CLI_USAGE';

const commandPath = (command: Commander): string => {
  const names: string[] = [];
  for (let level: Commander | null = command; level; level = level.parent) names.unshift(level.name());
  return names.join(' ');
};

/** The deepest command that the words name: whose help is shown, and which a usage error points to. */
function findCommand(program: Commander, words: readonly string[]): Commander {
  let current = program;
  for (const word of words) {
    const next = current.commands.find((command) => command.name() === word);
    if (next) current = next;
    else if (!word.startsWith('-')) break;
  }
  return current;
}

function usageError(error: CommanderError, command: Commander): RoadcrewError {
  const [, problem = error.message, similar] =
    /^(?:error: )?([\s\S]*?)\.?(?:\n\(Did you mean ([\s\S]*)\?\))?$/.exec(error.message) ?? [];
  const path = commandPath(command);
  const missing = error.code === 'commander.help';
  const help = `\`${path} --help\` shows what it takes.`;
  const commands = command.commands.map((child) => child.name()).join(', ');
  return cliError('RC_CLI_USAGE', {
    problem: missing ? `\`${path}\` needs the name of a command` : problem,
    suggestion: similar
      ? `Did you mean ${similar}? ${help}`
      : missing
        ? `One of: ${commands}. ${help}`
        : help,
    command: path,
  });
}

const helpJson = (command: Commander, entries: readonly CommandEntry[]): Record<string, unknown> => {
  let entry: CommandEntry | undefined;
  let level = entries;
  for (const name of commandPath(command).split(' ').slice(1)) {
    entry = level.find((candidate) => candidate.name === name);
    level = entry && isGroup(entry) ? entry.commands : [];
  }
  const row = entry && !isGroup(entry) ? entry : null;
  return {
    command: commandPath(command),
    summary: command.summary(),
    usage: command.usage(),
    arguments: row?.arguments ?? [],
    options: command.options.map(({ flags, description }) => ({ flags, summary: description })),
    commands: level.map(({ name, summary }) => ({ name, summary })),
    examples: row?.examples ?? [],
  };
};

async function runSelection(
  selection: Selection,
  runtime: Runtime,
  shutdown: Shutdown,
): Promise<CommandResult> {
  const { row, globals } = selection;
  const { stderr, interrupt, clock } = runtime;
  const command = await row.load();
  const checked = command.input.safeParse(selection.input);
  if (!checked.success) {
    const problems = checked.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'input'}: ${message}`,
    );
    throw cliError('RC_CLI_USAGE', {
      problem: problems.join('; '),
      suggestion: `\`${row.examples[0].line}\` is an example; --help shows all that it takes.`,
    });
  }
  const context: CommandContext = {
    env: runtime.env,
    cwd: runtime.cwd,
    stdin: runtime.stdin,
    stderr,
    clock,
    signal: interrupt,
    logger: createLogger({
      level: globals.quiet ? 'error' : globals.verbose ? 'debug' : 'info',
      destination: stderr,
      clock,
    }),
    json: globals.json,
    colour: globals.colour && !runtime.env.NO_COLOR && stderr.isTTY === true,
    onExit: (name, cleanup, limitMs) => void shutdown.add(name, cleanup, limitMs),
    progress: (text, work) =>
      runWithProgress(text, work, { stderr, clock, enabled: !globals.quiet && !globals.json }),
    commands: runtime.commands,
  };
  // Checked by the command's own schema just above.
  const run = async () => command.run(checked.data as never, context);
  return Promise.race([run(), rejectLongAfter(interrupt, clock)]);
}

/** Never resolves; rejects when an interrupted command has not stopped in time. */
function rejectLongAfter(interrupt: AbortSignal, clock: Clock): Promise<never> {
  return new Promise((_, reject) => {
    const wait = () => void clock.sleep(stopLimitMs).then(() => reject(interrupt.reason));
    if (interrupt.aborted) wait();
    else interrupt.addEventListener('abort', wait, { once: true });
  });
}

/**
 * Runs one command line.
 * @param line the words after `roadcrew`
 * @returns the exit status: 0 success, 1 failure, 2 bad usage, 130/143 stopped by SIGINT/SIGTERM.
 */
export async function runCli(line: readonly string[], runtime: Runtime): Promise<number> {
  const { env, stdout, stderr, interrupt, clock } = runtime;
  const shutdown = createShutdown({ clock });
  const args = line[0] === 'help' ? [...line.slice(1), '--help'] : line;
  // Read before parsing, so that a line that cannot be parsed is still answered in the form that it asks for.
  const words = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length);
  const json = words.includes('--json');
  const style = {
    json,
    colour: !words.includes('--no-color') && !env.NO_COLOR && stderr.isTTY === true,
    stack: words.includes('--verbose') || Boolean(env.ROADCREW_DEBUG),
  };

  let selection: Selection | undefined;
  const program = buildProgram(runtime.commands, (selected) => {
    selection = selected;
  });

  const showHelp = (command: Commander): void => {
    if (json) stdout.write(toJsonLine({ help: helpJson(command, runtime.commands) }));
    else {
      command.configureOutput({ writeOut: (text) => void stdout.write(text) });
      command.outputHelp();
    }
  };

  try {
    try {
      if (
        words.every((word) => word.startsWith('-')) &&
        (words.includes('--version') || words.includes('-V'))
      ) {
        stdout.write(json ? toJsonLine({ version: readVersion() }) : `${readVersion()}\n`);
        return exitStatus.success;
      }
      await program.parseAsync([...args], { from: 'user' });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      const command = findCommand(program, words);
      if (error.code === 'commander.helpDisplayed') {
        showHelp(command);
        return exitStatus.success;
      }
      throw usageError(error, command);
    }
    if (!selection)
      throw cliError('RC_CLI_USAGE', { problem: 'no command was named', suggestion: 'See --help.' });
    const result = await runSelection(selection, runtime, shutdown);
    if (json) stdout.write(toJsonLine(result.json));
    else if (result.text !== '') stdout.write(`${result.text}\n`);
    return interruptedStatus(interrupt) ?? exitStatus.success;
  } catch (error) {
    const stopped = interruptedStatus(interrupt);
    const shown =
      stopped === null || error instanceof RoadcrewError
        ? error
        : cliError('RC_CLI_INTERRUPTED', { signal: String(interrupt.reason) }, error);
    const output = describeFailure(shown, style);
    stdout.write(output.stdout);
    stderr.write(output.stderr);
    return stopped ?? (isUsage(error) ? exitStatus.usage : exitStatus.failure);
  } finally {
    await shutdown.begin('end');
  }
}

/** 128 + the signal's number when the command was interrupted, otherwise null. */
function interruptedStatus({ aborted, reason }: AbortSignal): number | null {
  if (!aborted) return null;
  return reason === 'SIGTERM' ? 143 : 130;
}
