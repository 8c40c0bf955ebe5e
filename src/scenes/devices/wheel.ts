import { addLathe } from '../geometry/addLathe.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move, roll } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';

const rubber = finish('19191a', { dirt: 0.35 });
const rim = finish('9a9da2', { gloss: 0.3, dirt: 0.4 });

/** A wheel whose axle lies along x, touching y = 0 below (x, z). */
export function addWheel(
  mesh: Mesh,
  at: Transform,
  x: number,
  z: number,
  radius: number,
  width: number,
): void {
  const hub = roll(move(at, x + width / 2, radius, z), Math.PI / 2);
  addLathe(
    mesh,
    hub,
    rubber,
    [
      [radius * 0.6, 0],
      [radius * 0.94, 0],
      [radius, width * 0.15],
      [radius, width * 0.85],
      [radius * 0.94, width],
      [radius * 0.6, width],
    ],
    18,
  );
  addLathe(
    mesh,
    hub,
    rim,
    [
      [0, width * 0.08],
      [radius * 0.6, width * 0.08],
      [radius * 0.62, width * 0.92],
      [0, width * 0.92],
    ],
    14,
  );
}
