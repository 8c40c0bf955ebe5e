import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addPrism } from '../geometry/addPrism.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move, pitch, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';
import { addWheel } from './wheel.ts';

export const glass = finish('1a2126', { gloss: 0.9, dirt: 0.05 });

export const dark = finish('222326', { dirt: 0.4 });

export const headlamp = finish('e8ecef', { gloss: 0.8, emission: 0.4, dirt: 0 });

export const tailLamp = finish('c01818', { emission: 0.7, dirt: 0, retro: 1 });

/** Frame, wheels and cab of a lorry that faces −z. Its cab ends 1.9 m behind its bow. */
export function addChassis(mesh: Mesh, at: Transform, paint: Material, length: number): void {
  const bow = -length / 2;
  addBox(mesh, move(at, 0, 0.65, 0), dark, [1, 0.3, length * 0.98]);
  addPrism(
    mesh,
    yaw(at, -Math.PI / 2),
    paint,
    [
      [bow, 0.5],
      [bow + 1.9, 0.5],
      [bow + 1.9, 2.7],
      [bow + 0.35, 2.7],
      [bow + 0.05, 1.6],
    ],
    2.3,
  );
  addBox(mesh, pitch(move(at, 0, 1.66, bow + 0.0), -0.28 + 0.5), glass, [2, 0.85, 0.05]);
  for (const x of [-1, 1]) {
    addBox(mesh, move(at, x * 1.16, 1.6, bow + 0.95), glass, [0.04, 0.75, 0.9]);
    addBox(mesh, move(at, x * 0.85, 0.75, bow - 0.02), headlamp, [0.4, 0.2, 0.06]);
    addBox(mesh, move(at, x * 0.95, 0.85, length / 2), tailLamp, [0.3, 0.18, 0.05]);
    addBox(mesh, move(at, x * 1.35, 1.6, bow + 0.15), dark, [0.2, 0.5, 0.12]);
    addWheel(mesh, at, x * 0.98, bow + 1.1, 0.48, 0.32);
    addWheel(mesh, at, x * 0.95, length / 2 - 1.1, 0.48, 0.5);
    if (length > 7) addWheel(mesh, at, x * 0.95, length / 2 - 2.2, 0.48, 0.5);
  }
  addBox(mesh, move(at, 0, 0.45, bow), dark, [2.3, 0.28, 0.12]);
  addBox(mesh, move(at, 0, 1.05, bow - 0.01), dark, [1.3, 0.4, 0.06]);
  addBox(mesh, move(at, 0, 0.5, length / 2), dark, [2.2, 0.12, 0.1]);
}

/** Amber lights on the roof of a machine or lorry. */
export function addBeacon(mesh: Mesh, at: Transform, emission: number): void {
  addEllipsoid(mesh, at, finish('ff9a1a', { emission, gloss: 0.7, dirt: 0 }), [0.12, 0.12, 0.12], 6);
}

/** A tipper with a load; in traffic it is ordinary, on a site it belongs to the work. */
export function tipper(role: Device['role'], colours: readonly string[]): Device {
  return {
    role,
    size: [2.4, 3, 7.5],
    build(mesh, at, random) {
      const look = { gloss: 0.35, dirt: between(random, 0.2, 0.6), seed: random.int(1, 1e6) };
      const paint = finish(pick(random, colours), look);
      const length = between(random, 6.6, 7.8);
      addChassis(mesh, at, paint, length);
      const box = role === 'machine' && chance(random, 0.4) ? 0.35 : 0;
      const bed = pitch(move(at, 0, 1.05, length / 2 - 0.1), box);
      const skip = chance(random, 0.5) ? paint : finish(pick(random, ['6a6d70', '8a5a20', '3a3c40']), look);
      const bedLength = length - 2.4;
      addPrism(
        mesh,
        yaw(bed, -Math.PI / 2),
        skip,
        [
          [-bedLength, 0],
          [0, 0],
          [0.1, 1.3],
          [-bedLength - 0.2, 1.3],
        ],
        2.3,
      );
      for (let k = 0; k < 5; k += 1) {
        for (const x of [-1.17, 1.17]) {
          addBox(mesh, move(bed, x, 0.05, -((k + 0.5) * bedLength) / 5), skip, [0.06, 1.2, 0.12]);
        }
      }
      const load = finish(pick(random, ['3a332c', '8a7a62', '2a2826', '9a9488']), { dirt: 0.7, grain: 0.3 });
      addEllipsoid(mesh, move(bed, 0, 1.2, -bedLength / 2), load, [1.05, 0.45, bedLength * 0.45], 7);
      if (role === 'machine') {
        addBeacon(mesh, move(at, 0, 2.8, -length / 2 + 1), between(random, 0.5, 4));
        addBox(
          mesh,
          move(at, 0, 0.62, length / 2 + 0.02),
          slanted('d21f26', 'f4f4f2', 0.4, 1, { retro: 3 }),
          [2.3, 0.2, 0.03],
          { metric: true },
        );
      }
      return [];
    },
  };
}
