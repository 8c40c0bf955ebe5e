import type { CommandEntry, Completion } from '../command.ts';
import { type CompletionNode, listCompletionNodes } from './listCompletionNodes.ts';
import { quoteShell } from './quoteShell.ts';

const action = (value: Completion): string => {
  if (value === 'file') return '_files';
  if (value === 'folder') return '_path_files -/';
  return value === 'none' ? ':' : `compadd -- ${value.map(quoteShell).join(' ')}`;
};

/** `name:summary`, as `_describe` takes it. */
const described = (name: string, summary: string): string =>
  quoteShell(`${name.replaceAll(':', '\\:')}:${summary}`);

const valueCases = ({ path, options }: CompletionNode): string[] =>
  options.flatMap(({ names, value }) =>
    value === null
      ? []
      : [
          `    ${names.map((name) => quoteShell(`${path} ${name}`)).join(' | ')}) ${action(value)}; return ;;`,
        ],
  );

const valuePatterns = ({ path, options }: CompletionNode): string[] =>
  options.flatMap(({ names, value }) =>
    value === null ? [] : names.map((name) => quoteShell(`${path} ${name}`)),
  );

const wordCase = ({ path, commands, options, arguments: args }: CompletionNode): string => {
  const optionItems = options.flatMap(({ names, summary }) => names.map((name) => described(name, summary)));
  const operands =
    commands.length > 0
      ? [
          `        *) items=(${commands.map(({ name, summary }) => described(name, summary)).join(' ')})`,
          "          _describe -t commands 'command' items ;;",
        ]
      : args.map(({ value, variadic }, index) => `        ${variadic ? '*' : index}) ${action(value)} ;;`);
  return [
    `    ${quoteShell(path)})`,
    '      if [[ $current == -* ]]; then',
    `        items=(${optionItems.join(' ')})`,
    "        _describe -t options 'option' items",
    '        return',
    '      fi',
    ...(operands.length > 0 ? ['      case $operands in', ...operands, '      esac'] : []),
    '      ;;',
  ].join('\n');
};

/**
 * The script for zsh: to be loaded by `source <(roadcrew completion zsh)`, or saved as `_roadcrew` in a folder of
 * `fpath`.
 */
export function zshCompletion(table: readonly CommandEntry[]): string {
  const nodes = listCompletionNodes(table);
  const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => quoteShell(path));
  return `#compdef roadcrew
# zsh completion of roadcrew, made by: roadcrew completion zsh
_roadcrew() {
  local current=$words[CURRENT] previous=$words[CURRENT-1]
  local at='' word
  local -i operands=0 index
  local -a items
  for ((index = 2; index < CURRENT; index++)); do
    word=$words[index]
    case "$at $word" in
      ${nodes.flatMap(valuePatterns).join(' | ')}) ((index++)); continue ;;
      *' -'*) continue ;;
    esac
    case "$at/$word" in
      ${paths.length > 0 ? paths.join(' | ') : "''"}) at="$at/$word" ;;
      *) ((operands++)) ;;
    esac
  done
  case "$at $previous" in
${nodes.flatMap(valueCases).join('\n')}
  esac
  case $at in
${nodes.map(wordCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _roadcrew ]]; then _roadcrew "$@"; else compdef _roadcrew roadcrew; fi
`;
}
