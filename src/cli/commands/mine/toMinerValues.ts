import { resolve } from 'node:path';
import type { MinerValues } from '../../../mining/supervisor/MinerValues.ts';
import type { Configuration } from '../../../operations/config/loadConfiguration.ts';

/** The sections of the configuration that a miner needs, its paths made absolute. */
export function toMinerValues({ values }: Pick<Configuration, 'values'>, cwd: string): MinerValues {
  const { release } = values.detector;
  return {
    ...values,
    detector: release === undefined ? {} : { release: resolve(cwd, release) },
  } as unknown as MinerValues;
}
