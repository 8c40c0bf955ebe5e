import type { CommandEntry, Completion } from '../command.ts';
import { type CompletionNode, listCompletionNodes } from './listCompletionNodes.ts';
import { quoteShell } from './quoteShell.ts';

const action = (value: Completion): string => {
  if (value === 'file') return '_roadcrew_files -f';
  if (value === 'folder') return '_roadcrew_files -d';
  return value === 'none' ? ':' : `_roadcrew_words ${quoteShell(value.join(' '))}`;
};

/** `case` patterns of the options that take a value: what to offer after each. */
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
  const names = options.flatMap((option) => option.names).join(' ');
  const operands =
    commands.length > 0
      ? [`        *) _roadcrew_words ${quoteShell(commands.map(({ name }) => name).join(' '))} ;;`]
      : args.map(({ value, variadic }, index) => `        ${variadic ? '*' : index}) ${action(value)} ;;`);
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
  const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => quoteShell(path));
  return `# bash completion of roadcrew, made by: roadcrew completion bash
_roadcrew_lines() { local line; while IFS= read -r line; do COMPREPLY+=("$line"); done; }
_roadcrew_words() { _roadcrew_lines < <(compgen -W "$1" -- "$cur"); }
_roadcrew_files() {
  compopt -o filenames 2>/dev/null
  _roadcrew_lines < <(compgen "$1" -- "$cur")
}
_roadcrew() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  local path='' operands=0 index word
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "$path $word" in
      ${nodes.flatMap(valuePatterns).join(' | ')}) ((index++)); continue ;;
      *' -'*) continue ;;
    esac
    case "$path/$word" in
      ${paths.length > 0 ? paths.join(' | ') : "''"}) path="$path/$word" ;;
      *) ((operands++)) ;;
    esac
  done
  case "$path $prev" in
${nodes.flatMap(valueCases).join('\n')}
  esac
  case $path in
${nodes.map(wordCase).join('\n')}
  esac
}
complete -F _roadcrew roadcrew
`;
}
