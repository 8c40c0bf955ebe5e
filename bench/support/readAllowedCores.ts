import { readFileSync } from 'node:fs';

/** Expands a list such as `0-3,8`. */
const expand = (list: string): number[] =>
  list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });

/** The cores on which this process may run, from Linux's /proc. */
export function readAllowedCores(): number[] {
  const status = readFileSync('/proc/self/status', 'utf8');
  return expand(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '');
}
