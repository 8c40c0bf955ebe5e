import type { Completion } from '../command.ts';
import type { CompletionNode } from './listCompletionNodes.ts';
import { quoteShell } from './quoteShell.ts';

/** How one shell offers each kind of value. */
export interface ShellWords {
  readonly file: string;
  readonly folder: string;
  readonly words: (words: readonly string[]) => string;
}

export interface ShellCases {
  /** Pattern of "command option" for every option that a value follows. */
  readonly valuePattern: string;
  /** Pattern of the path of every command. */
  readonly pathPattern: string;
  /** `case` branches that offer the value of an option. */
  readonly valueBranches: string;
  /** `case` branches that offer the arguments of a command, by position. */
  readonly operandBranches: (operands: CompletionNode['arguments']) => string[];
}

/** The `case` branches that bash and zsh have in common. */
export function shellCases(nodes: readonly CompletionNode[], shell: ShellWords): ShellCases {
  const action = (value: Completion): string => {
    if (value === 'file') return shell.file;
    if (value === 'folder') return shell.folder;
    return value === 'none' ? ':' : shell.words(value);
  };
  const valued = nodes.flatMap(({ path, options }) =>
    options.flatMap(({ names, value }) =>
      value === null ? [] : [{ patterns: names.map((name) => quoteShell(`${path} ${name}`)), value }],
    ),
  );
  const paths = nodes.map(({ path }) => path).filter((path) => path !== '');
  return {
    valuePattern: valued.flatMap(({ patterns }) => patterns).join(' | '),
    pathPattern: paths.map(quoteShell).join(' | ') || "''",
    valueBranches: valued
      .map(({ patterns, value }) => `    ${patterns.join(' | ')}) ${action(value)}; return ;;`)
      .join('\n'),
    operandBranches: (operands) =>
      operands.map(({ value, variadic }, index) => `        ${variadic ? '*' : index}) ${action(value)} ;;`),
  };
}
