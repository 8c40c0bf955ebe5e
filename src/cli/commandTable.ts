import type { CommandEntry } from './command.ts';
import { completionCommand } from './commands/completion/commands.ts';
import { configCommands } from './commands/config/commands.ts';
import { demoCommand } from './commands/demo/commands.ts';
import { evaluateCommand } from './commands/evaluate/commands.ts';
import { initCommand } from './commands/init/commands.ts';
import { mineCommand } from './commands/mine/commands.ts';
import { modelsCommands } from './commands/models/commands.ts';
import { predictCommand } from './commands/predict/commands.ts';
import { recordsCommands } from './commands/records/commands.ts';
import { incentiveCommand, simulateCommand } from './commands/simulate/commands.ts';
import { walletCommands } from './commands/wallet/commands.ts';

/** Every command, in the order in which help shows them. */
export const commandTable: readonly CommandEntry[] = [
  demoCommand,
  initCommand,
  mineCommand,
  simulateCommand,
  incentiveCommand,
  predictCommand,
  evaluateCommand,
  recordsCommands,
  walletCommands,
  modelsCommands,
  configCommands,
  completionCommand,
];
