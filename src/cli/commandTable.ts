import type { CommandEntry } from './command.ts';
import { completionCommand } from './commands/completion/commands.ts';
import { configCommands } from './commands/config/commands.ts';

/** Every command, in the order in which help shows them. */
export const commandTable: readonly CommandEntry[] = [configCommands, completionCommand];
