import type { Random } from '../../support/random/Random.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addTube } from '../geometry/addTube.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move, pitch, yaw } from '../geometry/transforms.ts';
import { colour } from '../materials/colour.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { fractalNoise, latticeNoise, smoothNoise } from '../materials/noise.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';

export const bark = finish('4a3a2c', { dirt: 0.6, grain: 0.15 });

/** Leaves with gaps between them; `cells` leaves around a ball, or a closed mass without. */
export function leaves(hex: string, seed: number, cells?: number): Material {
  return {
    colour: colour(hex),
    ...(cells === undefined
      ? {}
      : {
          solid: (u: number, v: number) =>
            latticeNoise(Math.floor(u * cells), Math.floor(v * cells * 0.6), seed) +
              0.9 * smoothNoise(u * 9, v * 6, seed + 1) >
            0.86,
        }),
    paint(surface) {
      const along = surface.x + surface.z * 0.6;
      const up = surface.y + surface.z * 0.3;
      const mass = fractalNoise(along, up, seed, 0.8, 3, surface.footprint);
      const leaf = fractalNoise(along * 1.7, up * 1.3, seed + 5, 0.13, 2, surface.footprint);
      const keep = Math.max(0.08, 0.1 + 1.1 * mass + 1.1 * (leaf - 0.5));
      surface.red *= keep * (0.85 + 0.3 * leaf);
      surface.green *= keep;
      surface.blue *= keep * 0.85;
    },
  };
}

/** Crowns are many small ragged balls over a darker, closed core. */
export function addCrown(
  mesh: Mesh,
  at: Transform,
  random: Random,
  hex: string,
  radii: readonly [number, number, number],
): void {
  const seed = random.int(1, 1e6);
  const core = leaves(hex, seed);
  addEllipsoid(
    mesh,
    at,
    { ...core, colour: core.colour.map((c) => c * 0.6) as [number, number, number] },
    [radii[0] * 0.72, radii[1] * 0.72, radii[2] * 0.72],
    6,
  );
  const balls = Math.round(16 * mesh.detail);
  for (let k = 0; k < balls; k += 1) {
    const angle = k * 2.39996 + random.float();
    const up = between(random, -0.8, 0.95);
    const out = Math.sqrt(Math.max(0, 1 - up * up)) * between(random, 0.6, 0.85);
    const size = between(random, 0.32, 0.5) * (mesh.detail < 0.6 ? 1.3 : 1);
    const place = move(
      at,
      Math.sin(angle) * out * radii[0],
      up * 0.72 * radii[1],
      Math.cos(angle) * out * radii[2],
    );
    addEllipsoid(
      mesh,
      yaw(pitch(place, random.float()), random.float() * 6),
      leaves(hex, seed + k, mesh.detail < 0.6 ? 22 : 64),
      [radii[0] * size, radii[1] * size * 0.85, radii[2] * size],
      7,
      0.7,
      seed + k,
    );
  }
}

export function treeOf(greens: readonly string[]): Device {
  return {
    role: 'ordinary',
    size: [4, 6, 4],
    build(mesh, at, random) {
      const height = between(random, 4, 9);
      const spread = height * between(random, 0.22, 0.36);
      const hex = pick(random, greens);
      addTube(mesh, at, bark, [0, -0.1, 0], [between(random, -0.2, 0.2), height * 0.65, 0], height * 0.026, {
        endRadius: height * 0.012,
      });
      for (let k = 0; k < 3; k += 1) {
        const angle = random.float() * 6.28;
        addTube(
          mesh,
          at,
          bark,
          [0, height * (0.32 + k * 0.07), 0],
          [Math.sin(angle) * spread * 0.7, height * 0.66, Math.cos(angle) * spread * 0.7],
          height * 0.01,
        );
      }
      addCrown(mesh, move(at, 0, height * 0.68, 0), random, hex, [spread, height * 0.32, spread]);
      return [];
    },
  };
}
