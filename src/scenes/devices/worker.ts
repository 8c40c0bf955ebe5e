import { addQuad } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import { finish } from '../materials/finish.ts';
import { standing, walking, workClothes } from './clothes.ts';
import type { Device } from './Device.ts';
import { addFigure, type Pose } from './figure.ts';
import { pick } from './pick.ts';

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
