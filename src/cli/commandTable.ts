import type { CommandEntry } from './command.ts';

/** Every command, in the order in which help shows them. */
export const commandTable: readonly CommandEntry[] = [];
