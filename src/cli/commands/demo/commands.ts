import type { CommandRow } from '../../command.ts';

export const demoCommand: CommandRow = {
  name: 'demo',
  summary: 'Starts a miner with its model and sends it signed challenges, all on this machine',
  options: [
    { flags: '--challenges <number>', summary: 'How many to send (1 to 10000, default 60)' },
    { flags: '--seed <text>', summary: 'Draws other scenes (default: roadcrew)', completion: 'none' },
    {
      flags: '--images <folder>',
      summary: 'Sends photographs of this folder instead of rendered scenes; needs --manifest',
      completion: 'folder',
    },
    {
      flags: '--manifest <csv>',
      summary: 'Names the photographs: columns file (in the folder of --images) and label (1 = roadwork, 0)',
      completion: 'file',
    },
    { flags: '--port <number>', summary: 'Port of the axon on 127.0.0.1 (default: a free one)' },
    {
      flags: '--clock-offset <seconds>',
      summary: 'Runs the miner’s clock ahead, to see what a wrong clock does',
    },
  ],
  examples: [
    { line: 'roadcrew demo', does: 'sixty rendered street scenes of three simulated validators' },
    {
      line: 'roadcrew demo --images photos --manifest photos/manifest.csv',
      does: 'your own photographs',
    },
    {
      line: 'roadcrew demo --challenges 100 --seed mine --json',
      does: 'more and other scenes, for programs',
    },
    { line: 'roadcrew demo --clock-offset 20', does: 'fails as a miner with a wrong clock does' },
  ],
  load: async () => (await import('./demo.ts')).demo,
};
