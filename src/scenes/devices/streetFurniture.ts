import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addLathe } from '../geometry/addLathe.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { banded, slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** Three lamps on a pole, one of them lit. */
export const trafficLight: Device = {
  role: 'ordinary',
  size: [0.5, 3.5, 0.4],
  build(mesh, at, random) {
    const housing = finish(pick(random, ['1c1d1e', 'e0a818', '2b3a2e']), { dirt: 0.2 });
    addTube(mesh, at, finish('55585a', { gloss: 0.2 }), [0, 0, 0], [0, 3.3, 0], 0.06);
    addBox(mesh, move(at, 0, 2.3, -0.14), housing, [0.34, 1.05, 0.22]);
    const lit = pick(random, [0, 0, 1, 2]);
    (['1faa4a', 'ffae1a', 'e8201c'] as const).forEach((hex, index) => {
      const on = 2 - index === lit;
      addEllipsoid(
        mesh,
        move(at, 0, 2.48 + index * 0.33, -0.26),
        finish(hex, { emission: on ? 4 : 0, dirt: on ? 0 : 0.3 }),
        [0.11, 0.11, 0.03],
        6,
      );
      addBox(mesh, move(at, 0, 2.6 + index * 0.33, -0.32), housing, [0.26, 0.02, 0.16]);
    });
    return [];
  },
};

/** A bollard that always stands there: steel, stone, or with red and white bands. */
export const bollard: Device = {
  role: 'ordinary',
  size: [0.25, 1, 0.25],
  build(mesh, at, random) {
    const height = between(random, 0.7, 1.1);
    const body = chance(random, 0.35)
      ? banded(
          'e9e9e4',
          'c41e25',
          [
            [height * 0.55, height * 0.72],
            [height * 0.84, height],
          ],
          { dirt: 0.3, bandRetro: 1 },
        )
      : finish(pick(random, ['3a3c3e', '6a6d6f', '8a8478', '20382c', 'd8b020', '7a1a1a']), {
          dirt: 0.3,
          gloss: 0.2,
        });
    const r = between(random, 0.05, 0.11);
    addLathe(
      mesh,
      at,
      body,
      [
        [r * 1.3, 0],
        [r * 1.3, 0.05],
        [r, 0.07],
        [r, height - 0.06],
        [r * 0.7, height],
        [0, height + 0.02],
      ],
      14,
    );
    return [];
  },
};

/** A permanent reflector post at the edge of a country road. */
export const edgePost: Device = {
  role: 'ordinary',
  size: [0.2, 1, 0.2],
  build(mesh, at, random) {
    const post = banded('ecece8', '202124', [[0.72, 0.9]], {
      dirt: 0.3,
      bandRetro: 0,
      seed: random.int(1, 1e6),
    });
    addBox(mesh, at, post, [0.12, 1, 0.1], { metric: true });
    addBox(
      mesh,
      move(at, 0, 0.76, -0.055),
      finish(pick(random, ['e04a1c', 'e8e8e4']), { retro: 6 }),
      [0.05, 0.12, 0.01],
    );
    return [];
  },
};

export const hydrant: Device = {
  role: 'ordinary',
  size: [0.4, 0.8, 0.4],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['c41e25', 'e0b81c', 'd8501c', '2a5aa0']), { dirt: 0.3, gloss: 0.25 });
    addLathe(
      mesh,
      at,
      paint,
      [
        [0.17, 0],
        [0.17, 0.05],
        [0.11, 0.08],
        [0.11, 0.5],
        [0.15, 0.52],
        [0.13, 0.6],
        [0.05, 0.7],
        [0, 0.72],
      ],
      14,
    );
    addTube(mesh, at, paint, [-0.2, 0.4, 0], [0.2, 0.4, 0], 0.05);
    addTube(mesh, at, paint, [0, 0.38, -0.18], [0, 0.38, 0], 0.07);
    return [];
  },
};

/** Wheeled bins, a few of them with loud colours. */
export const bin: Device = {
  role: 'ordinary',
  size: [0.7, 1.1, 0.7],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['2a4a34', '3a3c40', '24427a', 'e0a81c', 'd8521c', '5a3a2a']), {
      dirt: 0.3,
      seed: random.int(1, 1e6),
    });
    addBox(mesh, move(at, 0, 0.08, 0), paint, [0.5, 0.9, 0.55], { top: [0.6, 0.7, 0] });
    addBox(
      mesh,
      move(at, 0, 0.98, 0),
      finish(pick(random, ['2a4a34', '3a3c40', 'e0a81c', 'd8521c'])),
      [0.62, 0.08, 0.75],
    );
    return [];
  },
};

/** A shop's awning over a window. */
export const awning: Device = {
  role: 'ordinary',
  size: [3, 3, 1.2],
  build(mesh, at, random) {
    const width = between(random, 2, 3.6);
    const hex = pick(random, ['f0641c', 'f26a1c', 'd21f26', '2a6a4a', 'f0b01a', '1f3a63']);
    const cloth = chance(random, 0.5)
      ? finish(hex, { dirt: 0.2 })
      : slanted(hex, 'f2f0e8', 0.4, 0, { dirt: 0.15 });
    addPrism(
      mesh,
      yaw(move(at, 0, 2.2, 0), -Math.PI / 2),
      cloth,
      [
        [-1.1, 0],
        [0, 0.75],
        [0, 0.8],
        [-1.1, 0.08],
      ],
      width,
    );
    addBox(mesh, move(at, 0, 1.95, -1.1), cloth, [width, 0.28, 0.02], { metric: true });
    addBox(mesh, move(at, 0, 0, 0.1), finish('4a4440', { dirt: 0.3 }), [width, 2.3, 0.1]);
    addBox(mesh, move(at, 0, 0.6, 0.02), finish('20282c', { gloss: 0.8 }), [width * 0.85, 1.5, 0.05]);
    return [];
  },
};

/** A sunshade over tables. */
export const parasol: Device = {
  role: 'ordinary',
  size: [2.6, 2.5, 2.6],
  build(mesh, at, random) {
    const cloth = finish(pick(random, ['f0641c', 'd21f26', 'f2e8d0', 'f0b01a', '2a6a4a']), { dirt: 0.1 });
    addTube(mesh, at, finish('d8d2c4'), [0, 0, 0], [0, 2.5, 0], 0.03);
    addLathe(
      mesh,
      at,
      cloth,
      [
        [1.3, 1.95],
        [1.3, 2.05],
        [0, 2.55],
      ],
      8,
    );
    addLathe(
      mesh,
      at,
      finish('6a4a2a'),
      [
        [0.45, 0.7],
        [0.45, 0.74],
        [0, 0.74],
      ],
      12,
    );
    return [];
  },
};

/** A post box. */
export const postBox: Device = {
  role: 'ordinary',
  size: [0.5, 1.4, 0.5],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['c41e25', 'f2b81a', '1f4a90', 'd8501c']), { gloss: 0.3, dirt: 0.2 });
    addBox(mesh, move(at, 0, 0.15, 0), paint, [0.5, 1, 0.5]);
    addBox(mesh, move(at, 0, 1.15, 0), paint, [0.5, 0.2, 0.5], { top: [0.5, 0.15, 0] });
    addBox(mesh, move(at, 0, 0.95, -0.26), finish('161616'), [0.32, 0.05, 0.02]);
    addBox(mesh, at, finish('3a3c3e'), [0.4, 0.16, 0.4]);
    return [];
  },
};
