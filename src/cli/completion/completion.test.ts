import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CommandEntry, defineCommand } from '../command.ts';
import { commandTable } from '../commandTable.ts';
import { bashCompletion } from './bashCompletion.ts';
import { quoteShell } from './quoteShell.ts';
import { zshCompletion } from './zshCompletion.ts';

const load = async () => defineCommand({ input: z.unknown(), run: () => ({ json: {}, text: '' }) });
const examples = [{ line: 'roadcrew', does: 'nothing' }] as const;

const table: CommandEntry[] = [
  {
    name: 'wallet',
    summary: "Keeps the miner's keys: theirs, too",
    commands: [
      {
        name: 'list',
        summary: 'Lists',
        examples,
        load,
        options: [{ flags: '--root <folder>', summary: 'where', completion: 'folder' }],
      },
      {
        name: 'inspect',
        summary: 'Inspects',
        examples,
        load,
        arguments: [{ name: 'file', summary: 'a file', completion: 'file' }],
      },
    ],
  },
  {
    name: 'walk',
    summary: 'Walks',
    examples,
    load,
    arguments: [
      { name: 'pace', summary: 'how', completion: ['slow', 'fast'] },
      { name: 'stop', summary: 'where', completion: ['here', 'home'], variadic: true },
    ],
    options: [{ flags: '-s, --shoe <kind>', summary: 'with', choices: ['boot', 'sandal'] }],
  },
];

const folder = mkdtempSync(join(tmpdir(), 'roadcrew-completion-'));
const hasZsh = spawnSync('zsh', ['--version']).status === 0;

beforeAll(() => {
  writeFileSync(join(folder, 'plan.yaml'), '');
  mkdirSync(join(folder, 'plots'));
  writeFileSync(join(folder, 'bash'), bashCompletion(table));
  writeFileSync(join(folder, 'zsh'), zshCompletion(table));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What real bash offers for the last word of the line. */
function completeBash(words: readonly string[]): string[] {
  const script = [
    `source ${quoteShell(join(folder, 'bash'))}`,
    `COMP_WORDS=(${words.map(quoteShell).join(' ')})`,
    `COMP_CWORD=${words.length - 1}`,
    '_roadcrew',
    `printf "%s\\n" "\${COMPREPLY[@]}"`,
  ].join('\n');
  const output = execFileSync('bash', ['--noprofile', '--norc', '-u', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  return output
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

// A zsh of its own behind a pseudo-terminal, in which Tab is pressed; compadd tells what it would have added.
const zshDriver = `
zmodload zsh/zpty
zpty z zsh -f -i
say() { zpty -w z "$1"; }
say 'PS1= PROMPT_EOL_MARK= ; unsetopt zle_bracketed_paste 2>/dev/null; autoload -U compinit; compinit -u -D'
say "source $2"
say 'LISTMAX=0; zstyle ":completion:*" list-prompt ""; zstyle ":completion:*" verbose yes'
say 'compadd() {
  local -a hits
  if [[ " \${@[1,(i)(-|--)]} " == *" -"[OAD]" "* ]]; then builtin compadd "$@"; return; fi
  builtin compadd -O hits "$@"
  local hit; for hit in $hits; do print -r -- "HIT<$hit>"; done
}'
say 'finish() { zle complete-word; print -r -- "DO""NE"; }; zle -N finish; bindkey "^I" finish'
say 'print REA""DY'
zpty -r -m z line '*READY*'
zpty -n -w z "$1"$'\\t'
zpty -r -m z line '*DONE*'
print -r -- "$line"
zpty -d z
`;

function completeZsh(words: readonly string[]): string[] {
  const output = execFileSync(
    'zsh',
    ['-f', '-c', zshDriver, 'driver', words.join(' '), join(folder, 'zsh')],
    {
      cwd: folder,
      encoding: 'utf8',
      timeout: 15_000,
    },
  );
  return [...new Set([...output.matchAll(/HIT<([^>]*)>/g)].map(([, hit = '']) => hit))].sort();
}

const cases: [string[], string[]][] = [
  [
    ['roadcrew', ''],
    ['walk', 'wallet'],
  ],
  [
    ['roadcrew', 'wal'],
    ['walk', 'wallet'],
  ],
  [
    ['roadcrew', 'wallet', ''],
    ['inspect', 'list'],
  ],
  [['roadcrew', '--json', '--config', 'plan.yaml', 'wallet', 'l'], ['list']],
  [
    ['roadcrew', 'walk', ''],
    ['fast', 'slow'],
  ],
  [
    ['roadcrew', 'walk', 'fast', 'h'],
    ['here', 'home'],
  ],
  [['roadcrew', 'walk', 'fast', 'here', 'ho'], ['home']],
  [
    ['roadcrew', 'walk', '--shoe', ''],
    ['boot', 'sandal'],
  ],
  [['roadcrew', 'walk', '-s', 'boot', 'f'], ['fast']],
  [['roadcrew', 'walk', '--sh'], ['--shoe']],
  [['roadcrew', 'wallet', 'list', '--j'], ['--json']],
  [
    ['roadcrew', 'wallet', 'inspect', 'pl'],
    ['plan.yaml', 'plots'],
  ],
  [['roadcrew', 'wallet', 'list', '--root', 'pl'], ['plots']],
  [
    ['roadcrew', '--ver'],
    ['--verbose', '--version'],
  ],
];

describe('bashCompletion', () => {
  it.each(cases)('offers for %j: %j', (words, offered) => {
    expect(completeBash(words)).toEqual(offered);
  });

  it('is valid for the real commands and registers itself', () => {
    writeFileSync(join(folder, 'real'), bashCompletion(commandTable));
    const output = execFileSync(
      'bash',
      ['--noprofile', '--norc', '-c', `source ${quoteShell(join(folder, 'real'))}; complete -p roadcrew`],
      { encoding: 'utf8' },
    );
    expect(output.trim()).toBe('complete -F _roadcrew roadcrew');
  });
});

describe.skipIf(!hasZsh)(`zshCompletion${hasZsh ? '' : ' (skipped: zsh is not installed)'}`, () => {
  it.each(cases)('offers for %j: %j', (words, offered) => {
    expect(completeZsh(words)).toEqual(offered);
  });

  it('is valid for the real commands', () => {
    writeFileSync(join(folder, 'real-zsh'), zshCompletion(commandTable));
    expect(spawnSync('zsh', ['-f', '-n', join(folder, 'real-zsh')], { encoding: 'utf8' }).stderr).toBe('');
  });
});
