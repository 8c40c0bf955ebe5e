import { execFileSync } from 'node:child_process';
import { readAllowedCores } from './readAllowedCores.ts';

/** Two of the cores on which this process may run, one for the servers and one for the generator. */
export interface Cores {
  server: number;
  generator: number;
}

/**
 * Pins this process to one core and names another for the servers.
 * @throws Error on a machine without taskset and /proc, or with one core: unpinned, the two would share and the
 *   numbers would mean nothing
 */
export function pinToOwnCore(): Cores {
  const [generator, server] = readAllowedCores();
  if (generator === undefined || server === undefined) throw new Error('The benchmark needs two cores.');
  execFileSync('taskset', ['-acp', String(generator), String(process.pid)], { stdio: 'ignore' });
  return { server, generator };
}
