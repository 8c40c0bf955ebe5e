import type { Command as Commander, CommanderError } from 'commander';
import type { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { commandPath } from './commandPath.ts';
import { cliError } from './errors.ts';

/**
 * Bad usage as commander found it, told in our way.
 * @param command the deepest command that the line named
 */
export function usageError(error: CommanderError, command: Commander): RoadcrewError {
  const [, problem = error.message, similar] =
    /^(?:error: )?([\s\S]*?)\.?(?:\n\(Did you mean ([\s\S]*)\?\))?$/.exec(error.message) ?? [];
  const path = commandPath(command).join(' ');
  const help = `\`${path} --help\` shows what it takes.`;
  if (error.code === 'commander.help') {
    const commands = command.commands.map((child) => child.name()).join(', ');
    return cliError('RC_CLI_USAGE', {
      problem: `\`${path}\` needs the name of a command`,
      suggestion: `One of: ${commands}. ${help}`,
    });
  }
  return cliError('RC_CLI_USAGE', {
    problem,
    suggestion: similar ? `Did you mean ${similar}? ${help}` : help,
  });
}
