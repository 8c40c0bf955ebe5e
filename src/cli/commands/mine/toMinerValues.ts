import { resolve } from 'node:path';
import type { MinerValues } from '../../../mining/supervisor/MinerValues.ts';
import type { Configuration } from '../../../operations/config/loadConfiguration.ts';

/** A path of the configuration, absolute; paths are relative to the working folder. */
const absolute = (path: string | undefined, cwd: string): string | undefined =>
  path === undefined ? undefined : resolve(cwd, path);

/** The sections of the configuration that a miner needs, their paths made absolute. */
export function toMinerValues({ values }: Pick<Configuration, 'values'>, cwd: string): MinerValues {
  const { metagraph, detector } = values;
  return {
    ...values,
    detector: { ...detector, release: absolute(detector.release, cwd) },
    metagraph: {
      ...metagraph,
      file: absolute(metagraph.file, cwd),
      validators: absolute(metagraph.validators, cwd),
    },
  };
}
