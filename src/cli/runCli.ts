import { type Command as Commander, CommanderError } from 'commander';
import { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { createShutdown } from '../support/processes/createShutdown.ts';
import { buildProgram, type Selection } from './buildProgram.ts';
import { describeHelp } from './describeHelp.ts';
import { cliError } from './errors.ts';
import type { Runtime } from './Runtime.ts';
import { readVersion } from './readVersion.ts';
import { toJsonLine } from './toJsonLine.ts';
import { usageError } from './usageError.ts';

const exitStatus = { success: 0, failure: 1, usage: 2, sigint: 130, sigterm: 143 } as const;

/** Every thrown thing but this is a failure. */
const isUsage = (error: unknown): boolean => error instanceof RoadcrewError && error.code === 'RC_CLI_USAGE';

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

const asksVersion = (words: readonly string[]): boolean =>
  words.every((word) => word.startsWith('-')) && (words.includes('--version') || words.includes('-V'));

const interruptedStatus = ({ aborted, reason }: AbortSignal): number | null =>
  aborted ? (reason === 'SIGTERM' ? exitStatus.sigterm : exitStatus.sigint) : null;

/** Parses the line: what it selects, or the command whose help it wants. */
function parseLine(
  args: readonly string[],
  words: readonly string[],
  { commands }: Runtime,
): { selection: Selection } | { help: Commander } {
  let selection: Selection | undefined;
  const program = buildProgram(commands, (selected) => {
    selection = selected;
  });
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const command = findCommand(program, words);
    if (error.code === 'commander.helpDisplayed') return { help: command };
    throw usageError(error, command);
  }
  // Commander either selects or throws.
  if (selection === undefined) throw new Error('the command line selected no command');
  return { selection };
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
  const words = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const json = words.includes('--json');

  const print = (object: Readonly<Record<string, unknown>>, text: string): void => {
    if (json) stdout.write(toJsonLine(object));
    else if (text !== '') stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  };

  try {
    if (asksVersion(words)) {
      const version = readVersion();
      print({ version }, version);
      return exitStatus.success;
    }
    const parsed = parseLine(args, words, runtime);
    if ('help' in parsed) {
      let text = '';
      parsed.help.configureOutput({
        writeOut: (part) => {
          text += part;
        },
      });
      parsed.help.outputHelp();
      print({ help: describeHelp(parsed.help, runtime.commands) }, text);
      return exitStatus.success;
    }
    // Loaded here, like the commands themselves: help and version need none of it.
    const { runSelection } = await import('./runSelection.ts');
    let announced = false;
    const result = await runSelection(parsed.selection, runtime, shutdown, ({ json: object, text }) => {
      announced = true;
      print(object, text);
    });
    if (!announced) print(result.json, result.text);
    return interruptedStatus(interrupt) ?? (result.failed ? exitStatus.failure : exitStatus.success);
  } catch (error) {
    const stopped = interruptedStatus(interrupt);
    const shown =
      stopped === null || error instanceof RoadcrewError
        ? error
        : cliError('RC_CLI_INTERRUPTED', { signal: String(interrupt.reason) }, error);
    const { describeFailure } = await import('./describeFailure.ts');
    const output = describeFailure(shown, {
      json,
      colour: !words.includes('--no-color') && !env.NO_COLOR && stderr.isTTY === true,
      stack: words.includes('--verbose') || Boolean(env.ROADCREW_DEBUG),
    });
    if (output.stdout !== '') stdout.write(output.stdout);
    if (output.stderr !== '') stderr.write(output.stderr);
    return stopped ?? (isUsage(error) ? exitStatus.usage : exitStatus.failure);
  } finally {
    await shutdown.begin('end');
  }
}
