/** One folder of `src/` and the floor on which it stands. Imports may only point to a lower floor. */
export interface FloorFolder {
  readonly folder: string;
  readonly floor: number;
  /**
   * Where the rooms of a folder have an order of their own: levels of rooms, lowest first. A room may import rooms of
   * lower levels only. Without it, the rooms of a folder import each other freely.
   */
  readonly rooms?: readonly (readonly string[])[];
}

/** The floors of the house. `docs/architecture.md` says why they are as they are. */
export const floorTable: readonly FloorFolder[] = [
  { folder: 'src/cli', floor: 9 },
  { folder: 'src/admin', floor: 9 },
  {
    folder: 'src/operations',
    floor: 8,
    rooms: [
      [
        'config',
        'registration',
        'publishing',
        'releases',
        'monitoring',
        'hosting',
        'security',
        'recovery',
        'economics',
        'schedule',
      ],
      ['doctor', 'setup'],
    ],
  },
  { folder: 'src/mining', floor: 7 },
  { folder: 'src/learning', floor: 7 },
  { folder: 'src/detector', floor: 6 },
  { folder: 'src/cascade', floor: 5 },
  { folder: 'src/subnets/streetvision', floor: 5 },
  { folder: 'src/models', floor: 4 },
  { folder: 'src/records', floor: 4 },
  { folder: 'src/scenes', floor: 4 },
  { folder: 'src/contracts', floor: 3 },
  {
    folder: 'src/bittensor',
    floor: 2,
    rooms: [['keys'], ['wallet', 'synapse', 'metagraph'], ['axon', 'dendrite', 'chain'], ['devchain']],
  },
  { folder: 'src/imaging', floor: 2 },
  {
    folder: 'src/support',
    floor: 1,
    rooms: [
      ['errors'],
      ['charts', 'clock', 'random', 'redaction'],
      ['config', 'logging', 'metrics', 'processes', 'resilience', 'statistics'],
      ['http'],
    ],
  },
];

/**
 * The only files that may re-export: the public entry points, which package.json lists. They may import all that
 * stands on or below their folder's floor; no file of `src/` imports them.
 */
export const entryPoints: Readonly<Record<string, number>> = {
  'src/index.ts': 10,
  'src/bittensor/index.ts': 2,
};
