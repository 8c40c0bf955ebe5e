import { challengeProfileNames } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import type { CommandRow } from '../../command.ts';

const seedOption = {
  flags: '--seed <text>',
  summary: 'the same run again for the same text',
  completion: 'none',
} as const;
const rivalOption = {
  flags: '--rival <assumption>',
  summary: 'assumed competitors: accuracy=0.95,count=5,answers=0.99 (repeatable)',
  repeatable: true,
  completion: 'none',
} as const;

export const simulateCommand: CommandRow = {
  name: 'simulate',
  summary: 'Plays validators against miners, over the real protocol',
  options: [
    { flags: '--target <host:port>', summary: 'the miner to ask', completion: 'none' },
    { flags: '--hotkey <address>', summary: 'its SS58 address', completion: 'none' },
    {
      flags: '--miner <name=host:port=hotkey>',
      summary: 'a miner to ask; several side by side (repeatable)',
      repeatable: true,
      completion: 'none',
    },
    {
      flags: '--images <folder>',
      summary: 'photographs to send (default: rendered scenes)',
      completion: 'folder',
    },
    {
      flags: '--manifest <file>',
      summary: 'CSV with the columns file and label of --images',
      completion: 'file',
    },
    {
      flags: '--mix',
      summary: 'rendered scenes among the photographs, as validators of the month mixed theirs',
    },
    {
      flags: '--profile <month>',
      summary: 'whose images: crops, rotations, noise, JPEG as in that month (default: may-2026)',
      choices: challengeProfileNames,
    },
    {
      flags: '--challenges <number>',
      summary: 'how many (default: 100, or every image)',
      completion: 'none',
    },
    { flags: '--duration <seconds>', summary: 'end after this time', completion: 'none' },
    {
      flags: '--pace <pace>',
      summary: 'of each validator: none, fixed:<seconds>, poisson:<per minute> (default: none)',
      completion: 'none',
    },
    { flags: '--validators <number>', summary: 'how many (default: 3)', completion: 'none' },
    { flags: '--organic <share>', summary: 'of challenges that are not scored, 0 to 1', completion: 'none' },
    seedOption,
    rivalOption,
    {
      flags: '--fault <plan>',
      summary:
        'what goes wrong on the way: slow, lossy, stalls, outage, replays, clocks, bursts, or a JSON file',
      completion: 'file',
    },
    {
      flags: '--record <file>',
      summary: 'write the traffic; packed when it ends in .gz',
      completion: 'file',
    },
    { flags: '--replay <file>', summary: 'send recorded traffic again', completion: 'file' },
    { flags: '--speed <factor>', summary: 'of a replay (default: 1)', completion: 'none' },
    { flags: '--report <file>', summary: 'write the result as one HTML page', completion: 'file' },
    {
      flags: '--keys <file>',
      summary:
        'seeds of the validators’ keys, made if missing (default: keys that follow from the seed, for tests)',
      completion: 'file',
    },
    {
      flags: '--write-validators <file>',
      summary: 'write the validators’ addresses, for the miner',
      completion: 'file',
    },
    {
      flags: '--write-metagraph <file>',
      summary: 'write a metagraph with them, for the miner',
      completion: 'file',
    },
    { flags: '--yes', summary: 'also ask miners beyond this machine and private networks' },
  ],
  examples: [
    {
      line: 'roadcrew simulate --write-validators validators.txt',
      does: 'the addresses that the miner has to permit, and nothing else',
    },
    {
      line: 'roadcrew simulate --target 127.0.0.1:8091 --hotkey 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
      does: 'a hundred rendered scenes for a miner, with a live table',
    },
    {
      line: 'roadcrew simulate --miner ours=127.0.0.1:8091=5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --miner python=127.0.0.1:8092=5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --images photos --manifest photos.csv --report run.html',
      does: 'two miners side by side on photographs, with a page of charts',
    },
    {
      line: 'roadcrew simulate --target 127.0.0.1:8091 --hotkey 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --fault lossy --record traffic.jsonl.gz',
      does: 'a bad network; the traffic can be sent again by --replay',
    },
  ],
  load: async () => (await import('./simulate.ts')).simulate,
};

export const incentiveCommand: CommandRow = {
  name: 'incentive',
  summary: 'Estimates what a miner would earn among assumed competitors',
  options: [
    { flags: '--accuracy <share>', summary: 'of our answers, 0 to 1', completion: 'none' },
    {
      flags: '--reward <mean>',
      summary: 'instead: our reward as evaluate measured it, 0 to 1',
      completion: 'none',
    },
    {
      flags: '--answers <share>',
      summary: 'of challenges that we answer in time (default: 1)',
      completion: 'none',
    },
    rivalOption,
    {
      flags: '--burn <share>',
      summary: 'of the miners’ incentive that is burned (default: 1, as it has been since May 2026)',
      completion: 'none',
    },
    { flags: '--validators <number>', summary: 'of equal stake (default: 5)', completion: 'none' },
    { flags: '--validators-agree', summary: 'all of them set the same weights' },
    {
      flags: '--max-weight <share>',
      summary: 'largest weight that the subnet allows (default: 1)',
      completion: 'none',
    },
    { flags: '--break-even <share>', summary: 'of the incentive that pays our costs', completion: 'none' },
    seedOption,
  ],
  examples: [
    {
      line: 'roadcrew incentive --accuracy 0.95 --rival accuracy=0.93,count=50 --burn 0',
      does: 'our share if nothing were burned, and what one more percent is worth',
    },
    {
      line: 'roadcrew incentive --reward 0.79 --rival accuracy=0.95,count=20 --rival accuracy=0.8,count=80,answers=0.9 --json',
      does: 'the same for programs, with two kinds of competitors and all of it burned',
    },
  ],
  load: async () => (await import('./incentive.ts')).incentive,
};
