import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Two of the cores on which this process may run, one for the servers and one for the generator. */
export interface Cores {
  server: number;
  generator: number;
}

/** Expands a list such as `0-3,8` of /proc/self/status. */
const expand = (list: string): number[] =>
  list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });

/**
 * Pins this process to one core and names another for the servers.
 * @throws Error on a machine without taskset and /proc, or with one core: unpinned, the two would share and the
 *   numbers would mean nothing
 */
export function pinToOwnCore(): Cores {
  const status = readFileSync('/proc/self/status', 'utf8');
  const allowed = expand(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '');
  const [generator, server] = allowed;
  if (generator === undefined || server === undefined) throw new Error('The benchmark needs two cores.');
  execFileSync('taskset', ['-acp', String(generator), String(process.pid)], { stdio: 'ignore' });
  return { server, generator };
}
