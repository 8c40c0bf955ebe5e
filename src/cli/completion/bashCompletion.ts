import type { CommandEntry } from '../command.ts';
import { type CompletionNode, listCompletionNodes } from './listCompletionNodes.ts';
import { quoteShell } from './quoteShell.ts';
import { type ShellCases, shellCases } from './shellCases.ts';

const nodeBranch = (
  { path, commands, options, arguments: args }: CompletionNode,
  { operandBranches }: ShellCases,
): string => {
  const names = options.flatMap((option) => option.names).join(' ');
  const operands =
    commands.length > 0
      ? [`        *) _roadcrew_words ${quoteShell(commands.map(({ name }) => name).join(' '))} ;;`]
      : operandBranches(args);
  return [
    `    ${quoteShell(path)})`,
    `      if [[ $cur == -* ]]; then _roadcrew_words ${quoteShell(names)}; return; fi`,
    ...(operands.length > 0 ? ['      case $operands in', ...operands, '      esac'] : []),
    '      ;;',
  ].join('\n');
};

/** The script that `source <(roadcrew completion bash)` loads. It keeps to bash 3.2, which macOS has. */
export function bashCompletion(table: readonly CommandEntry[]): string {
  const nodes = listCompletionNodes(table);
  const cases = shellCases(nodes, {
    file: '_roadcrew_files -f',
    folder: '_roadcrew_files -d',
    words: (words) => `_roadcrew_words ${quoteShell(words.join(' '))}`,
  });
  return `# bash completion of roadcrew, made by: roadcrew completion bash
_roadcrew_lines() { local line; while IFS= read -r line; do COMPREPLY+=("$line"); done; }
_roadcrew_words() { _roadcrew_lines < <(compgen -W "$1" -- "$cur"); }
_roadcrew_files() {
  compopt -o filenames 2>/dev/null
  _roadcrew_lines < <(compgen "$1" -- "$cur")
}
_roadcrew() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  local at='' operands=0 index word
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "$at $word" in
      ${cases.valuePattern}) ((index++)); continue ;;
      *' -'*) continue ;;
    esac
    case "$at/$word" in
      ${cases.pathPattern}) at="$at/$word" ;;
      *) ((operands++)) ;;
    esac
  done
  case "$at $prev" in
${cases.valueBranches}
  esac
  case $at in
${nodes.map((node) => nodeBranch(node, cases)).join('\n')}
  esac
}
complete -F _roadcrew roadcrew
`;
}
