import type { Random } from '../../support/random/Random.ts';
import { addLathe } from '../geometry/addLathe.ts';
import { addPrism } from '../geometry/addPrism.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move, roll, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { between, pick } from './pick.ts';

export const glass = finish('20282c', { gloss: 0.9, dirt: 0.1 });

export const dark = finish('232426', { dirt: 0.5 });

export const steel = finish('5a5c5f', { gloss: 0.25, dirt: 0.5 });

export const machinePaint = (random: Random): Material =>
  finish(pick(random, ['f2b01a', 'f4b91f', 'f0a512', 'f26a1c', 'e8c21a']), {
    gloss: 0.3,
    dirt: between(random, 0.2, 0.6),
    seed: random.int(1, 1e6),
  });

/** A track frame with round ends, along z. */
export function addTrack(mesh: Mesh, at: Transform, length: number, height: number, width: number): void {
  const half = length / 2;
  const r = height / 2;
  const outline: [number, number][] = [];
  for (let k = 0; k <= 6; k += 1)
    outline.push([half - r + r * Math.sin((k * Math.PI) / 6), r - r * Math.cos((k * Math.PI) / 6)]);
  for (let k = 0; k <= 6; k += 1)
    outline.push([-half + r - r * Math.sin((k * Math.PI) / 6), r + r * Math.cos((k * Math.PI) / 6)]);
  addPrism(mesh, yaw(at, -Math.PI / 2), finish('2a2826', { dirt: 0.7 }), outline, width);
  for (let k = -2; k <= 2; k += 1) {
    const hub = roll(move(at, width / 2 + 0.02, r, (k * (half - r)) / 2.1), Math.PI / 2);
    addLathe(
      mesh,
      hub,
      steel,
      [
        [0, 0],
        [r * 0.62, 0],
        [r * 0.62, width + 0.04],
        [0, width + 0.04],
      ],
      12,
    );
  }
}
