import type { CommandRow } from '../../command.ts';

export const mineCommand: CommandRow = {
  name: 'mine',
  summary: 'Answers validators until it is stopped',
  options: [
    {
      flags: '--port <number>',
      summary: 'Port on which validators call (default: 8091)',
      completion: 'none',
      config: 'axon.port',
    },
    {
      flags: '--hotkey <address>',
      summary: 'SS58 address for which validators sign (default: that of the wallet)',
      completion: 'none',
      config: 'miner.hotkey',
    },
    {
      flags: '--metagraph <file>',
      summary: 'Snapshot of the metagraph (JSON), which says who may call',
      completion: 'file',
      config: 'metagraph.file',
    },
    {
      flags: '--validators <file>',
      summary: 'Who may call: SS58 addresses, one a line, beside or in place of a metagraph',
      completion: 'file',
      config: 'metagraph.validators',
    },
    {
      flags: '--release <folder>',
      summary: 'Release that looks at the images (default: the starter release)',
      completion: 'folder',
      config: 'detector.release',
    },
  ],
  examples: [
    {
      line: 'roadcrew mine --validators validators.txt',
      does: 'answers those whose addresses the file lists',
    },
    {
      line: 'roadcrew mine --metagraph metagraph.json --port 8091 --json',
      does: 'answers the validators of a snapshot; for programs, one object on standard output when it is ready',
    },
  ],
  load: async () => (await import('./mine.ts')).mine,
};
