import { writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { metagraphSnapshotSchema } from '../../../bittensor/metagraph/metagraphSnapshot.ts';
import type { SimulatedMiner } from '../SimulationOptions.ts';
import { sessionError } from './errors.ts';

export interface MinerFiles {
  readonly writeValidators?: string | undefined;
  readonly writeMetagraph?: string | undefined;
}

/** Beyond any miner's uid of a simulation. */
const firstValidatorUid = 1_000;
const stakeRao = '100000000000000';

/**
 * Writes what a miner needs to permit the simulated validators: their addresses, one a line, and a metagraph.
 * @param validators SS58 addresses
 * @returns the paths
 * @throws RC_SIMULATE_FILE_FAILED
 */
export async function writeMinerFiles(
  { writeValidators, writeMetagraph }: MinerFiles,
  validators: readonly string[],
  miners: readonly SimulatedMiner[],
  now: Date,
): Promise<string[]> {
  const snapshot: z.input<typeof metagraphSnapshotSchema> = {
    ...{ format: 1, netuid: 72, at: now.toISOString() },
    neurons: [
      ...miners.map(({ uid, address: { ip, port, hotkey } }) => ({
        ...{ uid, hotkey, validatorPermit: false, stake: '0', axon: { ip, port } },
      })),
      ...validators.map((hotkey, index) => ({
        ...{ uid: firstValidatorUid + index, hotkey, validatorPermit: true, stake: stakeRao },
      })),
    ],
  };
  const files: (readonly [string | undefined, string])[] = [
    [writeValidators, validators.map((address) => `${address}\n`).join('')],
    [writeMetagraph, `${JSON.stringify(snapshot, null, 2)}\n`],
  ];
  const written: string[] = [];
  for (const [path, text] of files) {
    if (path === undefined) continue;
    try {
      await writeFile(path, text);
    } catch (error) {
      throw sessionError('RC_SIMULATE_FILE_FAILED', { path, reason: (error as Error).message }, error);
    }
    written.push(path);
  }
  return written;
}
