import { addBox } from '../geometry/addBox.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { between } from './pick.ts';
import { dark, glass, headlamp, tailLamp } from './truckParts.ts';
import { addWheel } from './wheel.ts';

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
