import type { Random } from '../../support/random/Random.ts';

/** Standard normal numbers, two from two uniform ones (G. Box, M. Muller 1958). */
export function gaussianNoise(length: number, random: Random): Float64Array {
  const noise = new Float64Array(length);
  for (let index = 0; index < length; index += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random.float()));
    const angle = 2 * Math.PI * random.float();
    noise[index] = radius * Math.cos(angle);
    if (index + 1 < length) noise[index + 1] = radius * Math.sin(angle);
  }
  return noise;
}
