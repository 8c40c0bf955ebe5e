import { Argument, Command as Commander, Option } from 'commander';
import type { FlagSetting } from '../support/config/readFlagLayer.ts';
import { type CommandEntry, type CommandRow, isGroup, type OptionRow } from './command.ts';
import { type GlobalOptions, globalOptions } from './globalOptions.ts';

/** What the command line asks for. */
export interface Selection {
  readonly row: CommandRow;
  /** Arguments and options under their camel-case names, unchecked. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly settings: readonly FlagSetting[];
  readonly globals: GlobalOptions;
}

const globalNames = new Set(globalOptions.map((row) => new Option(row.flags).attributeName()));

const camelCase = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function makeOption(row: OptionRow): Option {
  const option = new Option(row.flags, row.summary);
  if (row.choices) option.choices([...row.choices]);
  if (row.repeatable) {
    option.argParser((value: string, before: unknown) => [...(Array.isArray(before) ? before : []), value]);
  }
  return option;
}

function readGlobals(leaf: Commander): GlobalOptions {
  const levels: Record<string, unknown>[] = [];
  for (let level: Commander | null = leaf; level; level = level.parent) levels.push(level.opts());
  const given = (name: string) => levels.find((options) => options[name] !== undefined)?.[name];
  const isTrue = (name: string) => levels.some((options) => options[name] === true);
  const configFile = given('config');
  return {
    json: isTrue('json'),
    quiet: isTrue('quiet'),
    verbose: isTrue('verbose'),
    colour: !levels.some((options) => options.color === false),
    configFile: typeof configFile === 'string' ? configFile : null,
    // The outermost level comes last in the list but first on the line.
    settings: levels.toReversed().flatMap((options) => (Array.isArray(options.set) ? options.set : [])),
  };
}

function readInput(row: CommandRow, leaf: Commander): Pick<Selection, 'input' | 'settings'> {
  const input: Record<string, unknown> = {};
  const settings: FlagSetting[] = [];
  for (const [index, argument] of (row.arguments ?? []).entries()) {
    const value: unknown = leaf.processedArgs[index];
    if (value !== undefined) input[camelCase(argument.name)] = value;
  }
  const options = leaf.opts<Record<string, unknown>>();
  for (const optionRow of row.options ?? []) {
    const option = new Option(optionRow.flags);
    const name = option.attributeName();
    const value = options[name];
    if (value === undefined || leaf.getOptionValueSource(name) === 'default') continue;
    if (optionRow.config === undefined) input[name] = value;
    else
      settings.push({ path: optionRow.config, value: String(value), flag: option.long ?? optionRow.flags });
  }
  return { input, settings };
}

const widestHelp = 110;

/** Beside each other where that fits a screen, else each line with what it does beneath it. */
const examplesText = (row: CommandRow): string => {
  const width = Math.max(...row.examples.map(({ line }) => line.length));
  const beside = row.examples.map(({ line, does }) => `  ${line.padEnd(width)}  ${does}`);
  const fits = beside.every(({ length }) => length <= widestHelp);
  const lines = fits ? beside : row.examples.map(({ line, does }) => `  ${line}\n      ${does}`);
  return `\nExamples:\n${lines.join('\n')}`;
};

/**
 * Turns the command table into commander's program. Parsing calls `select` with what was asked for and runs
 * nothing; bad usage, `--help` and `--version` throw commander's errors.
 */
export function buildProgram(
  table: readonly CommandEntry[],
  select: (selection: Selection) => void,
): Commander {
  const setUp = (command: Commander, parent: Commander | null): Commander => {
    if (parent) command.copyInheritedSettings(parent);
    else command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
    command.helpCommand(false).helpOption('-h, --help', 'show this help');
    for (const row of globalOptions) command.addOption(makeOption(row));
    return command;
  };

  const add = (parent: Commander, entry: CommandEntry): void => {
    const command = setUp(new Commander(entry.name), parent)
      .summary(entry.summary)
      .description(`${entry.summary}.`);
    if (isGroup(entry)) {
      for (const child of entry.commands) add(command, child);
    } else {
      for (const { name, summary, required = true, variadic = false } of entry.arguments ?? []) {
        const dots = variadic ? '...' : '';
        command.addArgument(new Argument(required ? `<${name}${dots}>` : `[${name}${dots}]`, summary));
      }
      for (const row of entry.options ?? []) {
        const option = makeOption(row);
        if (globalNames.has(option.attributeName())) throw new Error(`${entry.name}: ${row.flags} is global`);
        command.addOption(option);
      }
      command.addHelpText('after', examplesText(entry));
      command.action(() =>
        select({ row: entry, ...readInput(entry, command), globals: readGlobals(command) }),
      );
    }
    parent.addCommand(command);
  };

  const program = setUp(new Commander('roadcrew'), null);
  program.description('A Bittensor subnet 72 (NATIX StreetVision) miner, and the tools around it.');
  program.option('-V, --version', 'print the version');
  for (const entry of table) add(program, entry);
  return program;
}
