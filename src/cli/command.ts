import type { Readable } from 'node:stream';
import type { ZodType } from 'zod';
import type { Configuration } from '../operations/config/loadConfiguration.ts';
import type { Clock } from '../support/clock/Clock.ts';
import type { Logger } from '../support/logging/Logger.ts';

/*
 * How to add a command:
 *
 *   1. its row, in `commandTable.ts` or in the `commands.ts` of its group (`commands/wallet/commands.ts`):
 *
 *        {
 *          name: 'list',
 *          summary: 'Lists the wallets of this machine',
 *          options: [{ flags: '--path <folder>', summary: 'Folder of the wallets', config: 'wallet.path' }],
 *          examples: [{ line: 'roadcrew wallet list', does: 'every wallet and its hotkeys' }],
 *          load: async () => (await import('./list.ts')).walletList,
 *        }
 *
 *   2. its file, which parses, calls one service and says how the answer looks:
 *
 *        export const walletList = defineCommand({
 *          input: z.strictObject({ path: z.string().optional() }),
 *          async run(input, context) {
 *            const wallets = await listWallets({ path: input.path, signal: context.signal });
 *            return { json: { wallets }, text: wallets.map(({ name }) => name).join('\n') };
 *          },
 *        });
 *
 * The row holds all that help, completion and "did you mean" need, so that nothing else is loaded for them.
 * `input` gets the arguments and options under their camel-case names, as the strings that were typed (`z.coerce`
 * makes numbers of them); options that were not given are absent; a variadic argument or repeatable option is an
 * array; an option without a value is `true`. What `input` refuses is bad usage (exit status 2). A thrown
 * `RoadcrewError` is a failure (exit status 1). Tests call `runCli` with a runtime of their own.
 */

/** What a word on the command line stands for, so that shells can complete it. */
export type Completion = 'file' | 'folder' | 'none' | readonly string[];

export interface ArgumentRow {
  /** As help shows it and, in camel case, as `input` gets it. */
  readonly name: string;
  readonly summary: string;
  /** Default true. */
  readonly required?: boolean;
  /** Takes all the words that are left. Only for the last argument. */
  readonly variadic?: boolean;
  readonly completion?: Completion;
}

export interface OptionRow {
  /** Commander's notation: `--port <number>`, `-n, --count <number>`, `--yes`. */
  readonly flags: string;
  readonly summary: string;
  /** May be given several times; `input` gets an array. */
  readonly repeatable?: boolean;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  readonly completion?: Completion;
  /**
   * The configuration value that this option sets (`axon.port`). It then outranks environment and file in
   * `context.loadConfig()`, and `input` does not get it.
   */
  readonly config?: string;
}

export interface Example {
  /** The whole line, beginning with `roadcrew`. */
  readonly line: string;
  readonly does: string;
}

export interface CommandRow {
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  readonly arguments?: readonly ArgumentRow[];
  readonly options?: readonly OptionRow[];
  readonly examples: readonly [Example, ...Example[]];
  readonly load: () => Promise<Command>;
}

export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly CommandEntry[];
}

export type CommandEntry = CommandRow | CommandGroup;

/** What a command answers: `json` is the one object of `--json`, `text` what people read. */
export interface CommandResult {
  /** Plain data; bigints are printed as decimal strings. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Without a newline at the end; empty prints nothing. */
  readonly text: string;
  /** The result is printed, but part of the work failed, as it says: exit status 1. */
  readonly failed?: boolean;
}

/** Standard output or error, as far as commands need it. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal, characters. */
  readonly columns?: number;
}

/** The world of a command. Nothing in a command reaches for `process` itself. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** For questions and progress; the result goes to standard output by being returned. */
  readonly stderr: Output;
  readonly clock: Clock;
  /** Aborts on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /**
   * The configuration of all rooms, with where each value came from.
   * @throws RC_CONFIG_… when any layer of it is wrong
   */
  loadConfig(): Promise<Configuration>;
  /** `--config`, if given. */
  readonly configFile: string | null;
  /** True with `--json`: ask no questions. */
  readonly json: boolean;
  /** True when standard error may be coloured. */
  readonly colour: boolean;
  /**
   * Prints this now as the command's result, for a command that goes on until it is stopped. What it returns later is
   * not printed.
   */
  announce(result: Pick<CommandResult, 'json' | 'text'>): void;
  /** Runs when the command has ended, however it ended; the last registered first. */
  onExit(name: string, cleanup: () => unknown, limitMs?: number): void;
  /**
   * Shows `text` on standard error while `work` runs, if it takes over two seconds and somebody is watching.
   * `work` may change the text by the function that it gets.
   */
  progress<T>(text: string, work: (update: (text: string) => void) => Promise<T>): Promise<T>;
  /** The commands there are, for help and completion. */
  readonly commands: readonly CommandEntry[];
}

/** A loaded command, its input not yet checked. */
export interface Command {
  readonly input: ZodType;
  run(input: never, context: CommandContext): Promise<CommandResult> | CommandResult;
}

/** Ties the type of `run`'s input to the schema that checks it. */
export function defineCommand<Input>(command: {
  readonly input: ZodType<Input>;
  run(input: Input, context: CommandContext): Promise<CommandResult> | CommandResult;
}): Command {
  return command;
}

export const isGroup = (entry: CommandEntry): entry is CommandGroup => 'commands' in entry;
