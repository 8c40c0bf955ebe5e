import type { Command as Commander } from 'commander';
import { type CommandEntry, isGroup } from './command.ts';
import { commandPath } from './commandPath.ts';

/** What `--help --json` prints about a command. */
export function describeHelp(
  command: Commander,
  table: readonly CommandEntry[],
): Readonly<Record<string, unknown>> {
  const path = commandPath(command);
  let entry: CommandEntry | undefined;
  let level = table;
  for (const name of path.slice(1)) {
    entry = level.find((candidate) => candidate.name === name);
    level = entry && isGroup(entry) ? entry.commands : [];
  }
  const row = entry && !isGroup(entry) ? entry : null;
  return {
    command: path.join(' '),
    summary: command.summary(),
    usage: command.usage(),
    arguments: row?.arguments ?? [],
    options: command.options.map(({ flags, description }) => ({ flags, summary: description })),
    commands: level.map(({ name, summary }) => ({ name, summary })),
    examples: row?.examples ?? [],
  };
}
