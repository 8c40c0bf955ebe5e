import { randomFillSync } from 'node:crypto';
import { makeRandom } from './makeRandom.ts';
import type { Random } from './Random.ts';

const pool = new Uint32Array(1024);
let next = pool.length;

function nextUint32(): number {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  const word = pool[next] ?? 0;
  // Used words do not stay in memory: they may have become a key.
  pool[next] = 0;
  next += 1;
  return word;
}

/** The operating system's random numbers, fit for secrets. */
export const systemRandom: Random = makeRandom(nextUint32, () => systemRandom);
