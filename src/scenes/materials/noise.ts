/** A number in [0, 1) for a point of the integer lattice. */
export function latticeNoise(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise in [0, 1): lattice values joined by cubic weights. */
export function smoothNoise(x: number, y: number, seed: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const fx = x - ix;
  const fy = y - iy;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const a = latticeNoise(ix, iy, seed);
  const b = latticeNoise(ix + 1, iy, seed);
  const c = latticeNoise(ix, iy + 1, seed);
  const d = latticeNoise(ix + 1, iy + 1, seed);
  return a + (b - a) * sx + (c - a + (a - b - c + d) * sx) * sy;
}

/**
 * Several octaves of smooth noise, mean 0.5. Octaves finer than `footprint` (in the units of x and y) fade out, so
 * that a distant surface neither sparkles nor costs time.
 */
export function fractalNoise(
  x: number,
  y: number,
  seed: number,
  wavelength: number,
  octaves: number,
  footprint: number,
): number {
  let sum = 0.5;
  let amplitude = 0.5;
  let length = wavelength;
  for (let octave = 0; octave < octaves; octave += 1) {
    const keep = length / footprint - 1;
    if (keep <= 0) break;
    sum += (smoothNoise(x / length, y / length, seed + octave) - 0.5) * amplitude * (keep < 1 ? keep : 1);
    amplitude *= 0.6;
    length *= 0.47;
  }
  return sum;
}
