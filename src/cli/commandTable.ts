import type { CommandEntry } from './command.ts';
import { configCommands } from './commands/config/commands.ts';

/** Every command, in the order in which help shows them. */
export const commandTable: readonly CommandEntry[] = [configCommands];
