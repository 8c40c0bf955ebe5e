import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { addTube } from '../geometry/addTube.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move, pitch, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';
import { addWheel } from './wheel.ts';

const glass = finish('1a2126', { gloss: 0.9, dirt: 0.05 });
const dark = finish('222326', { dirt: 0.4 });
const headlamp = finish('e8ecef', { gloss: 0.8, emission: 0.4, dirt: 0 });
const tailLamp = finish('c01818', { emission: 0.7, dirt: 0, retro: 1 });

/** Frame, wheels and cab of a lorry that faces −z. Its cab ends 1.9 m behind its bow. */
function addChassis(mesh: Mesh, at: Transform, paint: Material, length: number): void {
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
function tipper(role: Device['role'], colours: readonly string[]): Device {
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

export const dumpTruck = tipper('machine', ['f0b21c', 'f26a1c', 'e9e9e6', 'e8a020', 'c81e1e']);
/** The same kind of lorry on its way through traffic. */
export const passingTipper = tipper('ordinary', ['f0b21c', 'e9e9e6', '2a5a9a', 'c81e1e', 'e8a020', 'f26a1c']);

/** A lorry with a closed body. */
export const boxTruck: Device = {
  role: 'ordinary',
  size: [2.4, 3.4, 8],
  build(mesh, at, random) {
    const look = { gloss: 0.35, dirt: between(random, 0.1, 0.4), seed: random.int(1, 1e6) };
    const length = between(random, 6.5, 8.5);
    addChassis(
      mesh,
      at,
      finish(pick(random, ['e9e9e6', '2a5a9a', 'c81e1e', '3a7a4a', 'f2a01c']), look),
      length,
    );
    const body = finish(pick(random, ['ececea', 'd8dadc', 'f0a01c', 'f26a1c', '2a4a7a']), look);
    addBox(mesh, move(at, 0, 0.95, 1.05), body, [2.4, 2.4, length - 2.2]);
    return [];
  },
};

/** The yellow bus of American schools. */
export const schoolBus: Device = {
  role: 'ordinary',
  size: [2.5, 3.1, 9],
  build(mesh, at, random) {
    const look = { gloss: 0.4, dirt: between(random, 0.1, 0.3), seed: random.int(1, 1e6) };
    const yellow = finish('f0a30f', look);
    addPrism(
      mesh,
      yaw(at, -Math.PI / 2),
      yellow,
      [
        [-3, 0.55],
        [4.5, 0.55],
        [4.5, 3],
        [4.2, 3.1],
        [-2.8, 3.1],
        [-3, 2.9],
      ],
      2.45,
    );
    addPrism(
      mesh,
      yaw(at, -Math.PI / 2),
      yellow,
      [
        [-4.5, 0.55],
        [-3, 0.55],
        [-3, 1.7],
        [-4.3, 1.5],
        [-4.5, 1.3],
      ],
      2.1,
    );
    addBox(mesh, move(at, 0, 1.75, -3.02), glass, [2.1, 0.95, 0.05]);
    addBox(mesh, move(at, 0, 1.8, 4.5), glass, [1.6, 0.8, 0.05]);
    for (const x of [-1, 1]) {
      for (let k = 0; k < 8; k += 1)
        addBox(mesh, move(at, x * 1.22, 1.8, -2.3 + k * 0.83), glass, [0.04, 0.7, 0.68]);
      addBox(mesh, move(at, x * 1.23, 1.45, 0.7), dark, [0.02, 0.08, 7.4]);
      addBox(mesh, move(at, x * 1.23, 1.0, 0.7), dark, [0.02, 0.06, 7.4]);
      addWheel(mesh, at, x * 0.95, -3.4, 0.5, 0.3);
      addWheel(mesh, at, x * 0.95, 2.3, 0.5, 0.5);
      addBox(mesh, move(at, x * 0.8, 0.95, -4.52), headlamp, [0.3, 0.25, 0.06]);
      addBox(mesh, move(at, x * 0.9, 2.75, 4.51), tailLamp, [0.25, 0.2, 0.04]);
      addBox(mesh, move(at, x * 0.9, 1, 4.51), tailLamp, [0.3, 0.25, 0.04]);
      addBox(mesh, move(at, x * 0.7, 2.78, -3.03), tailLamp, [0.25, 0.18, 0.04]);
    }
    addBox(mesh, move(at, 0, 0.5, -4.5), dark, [2.2, 0.25, 0.12]);
    addBox(mesh, move(at, 0, 0.5, 4.5), dark, [2.3, 0.25, 0.12]);
    return [];
  },
};

/** A lorry with a bucket on an arm. */
export const cherryPicker: Device = {
  role: 'machine',
  size: [2.4, 5, 7],
  build(mesh, at, random) {
    const look = { gloss: 0.4, dirt: between(random, 0.1, 0.4), seed: random.int(1, 1e6) };
    const white = finish(pick(random, ['ececea', 'f2a51c', 'ececea']), look);
    addChassis(mesh, at, white, 6.6);
    addBox(mesh, move(at, 0, 0.95, 1), white, [2.3, 0.9, 4.3]);
    const arm = finish(pick(random, ['ececea', 'f2a51c', 'f26a1c']), look);
    const elbow = [between(random, -1, 1), between(random, 3.6, 4.6), between(random, -1.5, 0.5)] as const;
    const bucket = [
      elbow[0] + between(random, -1.8, 1.8),
      elbow[1] + between(random, 0.6, 2),
      elbow[2] - 2,
    ] as const;
    addTube(mesh, at, arm, [0, 1.8, 2.2], elbow, 0.2, { endRadius: 0.16 });
    addTube(mesh, at, arm, elbow, bucket, 0.14, { endRadius: 0.1 });
    addBox(mesh, move(at, bucket[0], bucket[1] - 0.3, bucket[2]), finish('e8e4d4', look), [0.8, 1, 0.7]);
    addBeacon(mesh, move(at, 0, 2.8, -2.3), between(random, 0.5, 4));
    return [];
  },
};
