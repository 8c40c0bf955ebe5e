import type { CommandEntry } from '../command.ts';
import { type CompletionNode, listCompletionNodes } from './listCompletionNodes.ts';
import { quoteShell } from './quoteShell.ts';
import { type ShellCases, shellCases } from './shellCases.ts';

/** `name:summary`, as `_describe` takes it. */
const described = (name: string, summary: string): string =>
  quoteShell(`${name.replaceAll(':', '\\:')}:${summary}`);

const nodeBranch = (
  { path, commands, options, arguments: args }: CompletionNode,
  { operandBranches }: ShellCases,
): string => {
  const optionItems = options.flatMap(({ names, summary }) => names.map((name) => described(name, summary)));
  const commandItems = commands.map(({ name, summary }) => described(name, summary));
  const operands =
    commands.length > 0
      ? [`        *) items=(${commandItems.join(' ')})`, "          _describe -t commands 'command' items ;;"]
      : operandBranches(args);
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
  const cases = shellCases(nodes, {
    file: '_files',
    // _files would fall back to files where there is no folder.
    folder: '_path_files -/',
    words: (words) => `compadd -- ${words.map(quoteShell).join(' ')}`,
  });
  // `path` is a name with a meaning in zsh, hence `at`.
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
      ${cases.valuePattern}) ((index++)); continue ;;
      *' -'*) continue ;;
    esac
    case "$at/$word" in
      ${cases.pathPattern}) at="$at/$word" ;;
      *) ((operands++)) ;;
    esac
  done
  case "$at $previous" in
${cases.valueBranches}
  esac
  case $at in
${nodes.map((node) => nodeBranch(node, cases)).join('\n')}
  esac
}
if [[ $funcstack[1] == _roadcrew ]]; then _roadcrew "$@"; else compdef _roadcrew roadcrew; fi
`;
}
