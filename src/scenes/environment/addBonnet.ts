import { addLathe } from '../geometry/addLathe.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import { identity, move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';

/** The bonnet of the car that carries the camera. */
export function addBonnet(
  mesh: Mesh,
  eye: readonly [number, number, number],
  heading: number,
  hex: string,
): void {
  const paint = finish(hex, { gloss: 0.7, dirt: 0.2 });
  const at = yaw(move(identity, eye[0], 0, eye[2]), heading);
  const y = eye[1] - 0.42;
  addLathe(
    mesh,
    move(at, 0, y - 0.5, 0.75),
    paint,
    [
      [1.25, 0],
      [1.2, 0.25],
      [0.9, 0.38],
      [0, 0.44],
    ],
    28,
  );
}
