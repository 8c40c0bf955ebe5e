import type { CommandRow } from '../../command.ts';

export const demoCommand: CommandRow = {
  name: 'demo',
  summary: 'Starts an axon and sends it signed challenges, all on this machine',
  options: [{ flags: '--challenges <number>', summary: 'How many to send (1 to 10000, default 20)' }],
  examples: [
    { line: 'roadcrew demo', does: 'twenty challenges of three simulated validators' },
    { line: 'roadcrew demo --challenges 1000 --json', does: 'more of them, for programs' },
  ],
  load: async () => (await import('./demo.ts')).demo,
};
