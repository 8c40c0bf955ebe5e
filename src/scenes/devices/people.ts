import type { Random } from '../../support/random/Random.ts';
import { drawTexture } from '../drawing/drawTexture.ts';
import { faceMaterial } from '../drawing/faceMaterial.ts';
import { disc } from '../drawing/shapes.ts';
import { addQuad } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import { move } from '../geometry/transforms.ts';
import { layText } from '../lettering/layText.ts';
import { colour } from '../materials/colour.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { banded } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { addFigure, type Clothes, type Pose } from './figure.ts';
import { chance, pick } from './pick.ts';

/** A vest of lime or orange with reflective stripes, a hard hat. */
function workClothes(random: Random): Clothes {
  const vest = pick(random, ['c8f01e', 'd4f52a', 'ff5a12', 'f9541a', 'b8e61c']);
  const stripes = banded(
    vest,
    'd8dad6',
    [
      [0.1, 0.16],
      [0.26, 0.32],
    ],
    { dirt: 0.25, bandRetro: 5, emission: 0.06 },
  );
  const upright: Material = {
    ...stripes,
    paint(surface) {
      stripes.paint?.(surface);
      // Stripes over the shoulders.
      const side = Math.abs(Math.abs(((surface.u + 0.5) % 1) - 0.5) - 0.09);
      const back = Math.abs(Math.abs(surface.u - 0.5) - 0.09);
      if (surface.v > 0.32 && Math.min(side, back) < 0.025 + surface.footprint * 0.2) {
        [surface.red, surface.green, surface.blue] = [0.66, 0.68, 0.64];
      }
    },
  };
  const bright = chance(random, 0.4);
  return {
    trunk: upright,
    sleeves: bright
      ? finish(vest, { dirt: 0.2 })
      : finish(pick(random, ['2a3350', '505558', '8a8478', '22262c'])),
    trousers: chance(random, 0.25)
      ? banded(vest, 'd8dad6', [[0.1, 0.16]], { dirt: 0.3 })
      : finish(pick(random, ['23304e', '2c2f33', '5d5444', '39404a'])),
    head: {
      material: finish(pick(random, ['f5f5f0', 'f2c318', 'f05a1a', '2a62b8', 'f5f5f0']), {
        gloss: 0.4,
        dirt: 0.1,
      }),
      helmet: true,
    },
  };
}

const standing: Pose = {
  hands: [
    [-0.3, 0.85, -0.08],
    [0.3, 0.85, -0.08],
  ],
  feet: [
    [-0.13, 0, 0],
    [0.13, 0, 0.02],
  ],
  bow: 0,
};
const digging: Pose = {
  hands: [
    [-0.15, 0.95, -0.5],
    [0.22, 0.72, -0.55],
  ],
  feet: [
    [-0.2, 0, -0.18],
    [0.2, 0, 0.2],
  ],
  bow: 0.65,
};
const walking: Pose = {
  hands: [
    [-0.27, 0.9, -0.22],
    [0.27, 0.9, 0.16],
  ],
  feet: [
    [-0.1, 0, 0.3],
    [0.1, 0.02, -0.32],
  ],
  bow: 0.05,
};
const pointing: Pose = {
  hands: [
    [-0.3, 0.85, 0],
    [0.62, 1.4, -0.35],
  ],
  feet: [
    [-0.15, 0, 0],
    [0.15, 0, 0],
  ],
  bow: 0,
};

/** Somebody at work: stands, walks, points or shovels. */
export const worker: Device = {
  role: 'crew',
  size: [0.8, 1.8, 0.8],
  build(mesh, at, random) {
    const pose = pick(random, [standing, walking, digging, digging, pointing]);
    addFigure(mesh, at, random, pose, workClothes(random));
    if (pose === digging) {
      addTube(mesh, at, finish('a98455'), [-0.25, 1.1, -0.42], [0.45, 0.2, -0.72], 0.02, { sides: 6 });
      addQuad(mesh, at, finish('6a6d70', { gloss: 0.3 }), [
        [0.38, 0.22, -0.62],
        [0.5, 0.28, -0.8],
        [0.68, 0.02, -0.9],
        [0.56, 0.0, -0.72],
      ]);
    }
    return [];
  },
};

/** A flagger with a STOP or SLOW paddle (MUTCD 6E.03). */
export const paddleWorker: Device = {
  role: 'crew',
  size: [1, 2.1, 0.8],
  build(mesh, at, random) {
    const slow = chance(random, 0.4);
    addFigure(
      mesh,
      at,
      random,
      {
        hands: [
          [-0.3, 0.86, -0.05],
          [0.5, 1.2, -0.3],
        ],
        feet: standing.feet,
        bow: 0,
      },
      workClothes(random),
    );
    addTube(mesh, at, finish('d8d2c4'), [0.5, 0.3, -0.32], [0.5, 1.75, -0.32], 0.018, { sides: 6 });
    const ink = slow ? colour('141414') : colour('f4f4f2');
    const text = slow ? 'SLOW' : 'STOP';
    const width = 0.5;
    const shapes = [
      disc(ink, 0.25, 0.25, 0.27, 8, Math.PI / 8),
      disc(colour(slow ? 'f2641c' : 'c41e25'), 0.25, 0.25, 0.255, 8, Math.PI / 8),
      ...layText([text], ink, 0.25, 0.25, 0.14, { width: 0.4 }),
    ];
    const face = faceMaterial(drawTexture(shapes, [width, width], 160), width);
    addQuad(mesh, move(at, 0.5, 1.7, -0.35), face, [
      [-0.25, 0, 0],
      [0.25, 0, 0],
      [0.25, 0.5, 0],
      [-0.25, 0.5, 0],
    ]);
    addQuad(mesh, move(at, 0.5, 1.7, -0.33), face, [
      [0.25, 0, 0],
      [-0.25, 0, 0],
      [-0.25, 0.5, 0],
      [0.25, 0.5, 0],
    ]);
    return [{ text, letterHeight: 0.14 }];
  },
};

function streetClothes(random: Random, orangeJacket: boolean): Clothes {
  const jacket = orangeJacket
    ? pick(random, ['f26a1c', 'e8501a', 'f0a01e', 'd8432a'])
    : pick(random, ['2a2d33', '6a2a2a', '2a4a6a', 'b8b2a8', '4a5a3a', 'd8d8d4', '7a6a8a']);
  return {
    trunk: finish(jacket, { dirt: 0.1 }),
    sleeves: finish(jacket, { dirt: 0.1 }),
    trousers: finish(pick(random, ['23304e', '1c1d20', '5d5444', '39404a', '8a8072'])),
    head: { material: finish(pick(random, ['1c1410', '4a3220', 'a07a4a', '8a8884'])), helmet: false },
  };
}

/** A passer-by, now and then in an orange jacket. */
export const pedestrian: Device = {
  role: 'ordinary',
  size: [0.7, 1.8, 0.8],
  build(mesh, at, random) {
    const pose = pick(random, [standing, walking, walking]);
    addFigure(mesh, at, random, pose, streetClothes(random, chance(random, 0.45)));
    if (chance(random, 0.3)) addTube(mesh, at, finish('30343c'), [0.33, 0.45, 0.1], [0.33, 0.8, 0.1], 0.14);
    return [];
  },
};
