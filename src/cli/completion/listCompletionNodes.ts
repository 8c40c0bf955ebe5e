import { Option } from 'commander';
import { type CommandEntry, type Completion, isGroup, type OptionRow } from '../command.ts';
import { globalOptions } from '../globalOptions.ts';

export interface CompletionOption {
  /** `['-q', '--quiet']` */
  readonly names: readonly string[];
  readonly summary: string;
  /** What follows it; `null` for an option without a value. */
  readonly value: Completion | null;
}

/** What may follow one command (or the program itself). */
export interface CompletionNode {
  /** `''` for the program, `/wallet/list` for `roadcrew wallet list`. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly CompletionOption[];
  /** What each argument is, in order. */
  readonly arguments: readonly { readonly value: Completion; readonly variadic: boolean }[];
}

function toOption(row: OptionRow): CompletionOption {
  const option = new Option(row.flags);
  const names = [option.short, option.long].filter((name) => name !== undefined);
  const takesValue = option.required || option.optional;
  return {
    names,
    summary: row.summary,
    value: takesValue ? (row.choices ?? row.completion ?? 'none') : null,
  };
}

const common: readonly CompletionOption[] = [
  ...globalOptions.map(toOption),
  { names: ['-h', '--help'], summary: 'show this help', value: null },
];

/** The command table as completion needs it: one node for the program and one for every group and command. */
export function listCompletionNodes(table: readonly CommandEntry[], path = ''): CompletionNode[] {
  const version = { names: ['-V', '--version'], summary: 'print the version', value: null };
  const node: CompletionNode = {
    path,
    commands: table.map(({ name, summary }) => ({ name, summary })),
    options: path === '' ? [...common, version] : common,
    arguments: [],
  };
  const below = table.flatMap((entry): CompletionNode[] => {
    const childPath = `${path}/${entry.name}`;
    if (isGroup(entry)) return listCompletionNodes(entry.commands, childPath);
    return [
      {
        path: childPath,
        commands: [],
        options: [...(entry.options ?? []).map(toOption), ...common],
        arguments: (entry.arguments ?? []).map(({ completion = 'none', variadic = false }) => ({
          value: completion,
          variadic,
        })),
      },
    ];
  });
  return [node, ...below];
}
