import { readFileSync } from 'node:fs';

// USER_HZ, as in readProcess.
const ticksPerSecond = 100;

/**
 * Seconds since boot that a core was busy, or not ours because the hypervisor ran something else on it.
 * Source: proc_stat(5); the order is user, nice, system, idle, iowait, irq, softirq, steal.
 */
export function readCoreSeconds(core: number): number {
  const line = new RegExp(`^cpu${core} (.*)$`, 'm').exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '';
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(' ').map(Number);
  return (user + nice + system + irq + softirq + steal) / ticksPerSecond;
}
