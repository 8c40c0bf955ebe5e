import type { CommandRow } from '../../command.ts';

export const initCommand: CommandRow = {
  name: 'init',
  summary: 'Writes roadcrew.yaml by asking a few questions',
  options: [
    { flags: '-y, --yes', summary: 'Ask nothing, take the defaults' },
    {
      flags: '--from-env <file>',
      summary: 'Move over from the miner.env of the Python miner; asks nothing',
      completion: 'file',
    },
    { flags: '--force', summary: 'Replace a file that is there; it is kept as .bak' },
    { flags: '--stdout', summary: 'Print the configuration, write nothing' },
  ],
  examples: [
    { line: 'roadcrew init', does: 'asks, then writes roadcrew.yaml here' },
    { line: 'roadcrew init --yes', does: 'writes one with the defaults' },
    {
      line: 'roadcrew init --from-env ../streetvision/miner.env',
      does: 'takes over wallet, port and address',
    },
  ],
  load: async () => (await import('./init.ts')).init,
};
