import { describe, expect, it } from 'vitest';
import { buildProgram, type Selection } from '../../src/cli/buildProgram.ts';
import { type CommandEntry, type CommandRow, isGroup } from '../../src/cli/command.ts';
import { commandTable } from '../../src/cli/commandTable.ts';
import { runCommandLine } from '../support/runCommandLine.ts';

const list = (entries: readonly CommandEntry[], path: string[] = []): [string[], CommandRow | null][] =>
  entries.flatMap((entry) => {
    const here = [...path, entry.name];
    return isGroup(entry) ? [[here, null], ...list(entry.commands, here)] : [[here, entry]];
  });

const all = list(commandTable);
const commands = all.filter((pair): pair is [string[], CommandRow] => pair[1] !== null);

/** The words of the `roadcrew …` within an example, which may stand in a pipe or a `<(…)`. */
function wordsOf(line: string): string[] {
  const words: string[] = line.match(/"[^"]*"|'[^']*'|[<>|&()]|[^\s<>|&()]+/g) ?? [];
  const start = words.indexOf('roadcrew');
  const rest = words.slice(start + 1);
  const end = rest.findIndex((word) => /^[<>|&()]$/.test(word));
  return (end < 0 ? rest : rest.slice(0, end)).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

describe('every command', () => {
  it.each(all.map(([path]) => [path.join(' '), path] as const))(
    '%s has help, as text and as JSON',
    async (name, path) => {
      const text = await runCommandLine([...path, '--help']);
      expect(text).toMatchObject({ status: 0, stderr: '' });
      expect(text.stdout).toContain(`Usage: roadcrew ${name}`);
      const json = await runCommandLine([...path, '--help', '--json']);
      expect(json).toMatchObject({ status: 0, stderr: '' });
      expect(JSON.parse(json.stdout)).toMatchObject({ help: { command: `roadcrew ${name}` } });
    },
  );

  it.each(commands.map(([path, row]) => [path.join(' '), row] as const))(
    '%s has examples that parse',
    async (name, row) => {
      for (const { line } of row.examples) {
        let selected: Selection | undefined;
        const program = buildProgram(commandTable, (selection) => {
          selected = selection;
        });
        program.parse(wordsOf(line), { from: 'user' });
        expect(selected?.row.name, line).toBe(row.name);
        const command = await row.load();
        expect(command.input.safeParse(selected?.input).error?.issues ?? [], `${name}: ${line}`).toEqual([]);
      }
    },
  );

  it.each(commands.map(([path]) => [path.join(' '), path] as const))(
    '%s refuses an unknown option, with --json as one object',
    async (_, path) => {
      const outcome = await runCommandLine([...path, '--json', '--no-such-option']);
      expect(outcome.status).toBe(2);
      expect(JSON.parse(outcome.stdout)).toMatchObject({ error: { code: 'RC_CLI_USAGE' } });
    },
  );

  it('is summed up in one line without a full stop', () => {
    for (const [path, row] of commands) {
      expect(row.summary, path.join(' ')).toMatch(/^[A-Z][^\n]*[^.\n]$/);
      for (const { summary, flags } of row.options ?? [])
        expect(summary, `${path.join(' ')} ${flags}`).toMatch(/^[^\n]*[^.\n]$/);
    }
  });
});
