import { drawTexture } from '../drawing/drawTexture.ts';
import { faceMaterial } from '../drawing/faceMaterial.ts';
import { addBox } from '../geometry/addBox.ts';
import { addQuad } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move } from '../geometry/transforms.ts';
import { coat, finish } from '../materials/finish.ts';
import type { SignFace } from './signFaces.ts';

/** How a sign stands: on a post in the ground, on a sprung stand with legs, or on two posts. */
export type SignSupport = 'post' | 'stand' | 'twoPosts' | 'none';

const textureSize = 320;

/** A plate of sheet metal at a height above the ground, with its support. */
export function addSign(
  mesh: Mesh,
  at: Transform,
  face: SignFace,
  options: {
    /** Lower edge of the plate, metres above the ground. */
    readonly bottom: number;
    readonly support: SignSupport;
    readonly dirt: number;
    readonly seed: number;
    readonly retro?: number;
    readonly emission?: number;
  },
): void {
  const [width, height] = face.size;
  const { bottom, support, dirt, seed } = options;
  const printed = faceMaterial(
    drawTexture(face.shapes, face.size, Math.round(textureSize * mesh.detail ** 1.5)),
    width,
    {
      retro: options.retro ?? 3,
      ...(options.emission === undefined ? {} : { emission: options.emission }),
    },
  );
  const front = coat(printed, { dirt, grain: 0.4, seed });
  const half = width / 2;
  addPlate(mesh, move(at, 0, bottom, -0.04), front, half, height);
  const { solid } = printed;
  addPlate(
    mesh,
    move(at, 0, bottom, -0.025),
    { ...finish('8f9295', { dirt: 0.3, gloss: 0.1 }), ...(solid ? { solid } : {}) },
    half,
    height,
  );
  const steel = finish(support === 'stand' ? '3a3b3d' : '9a9da0', { dirt: 0.3, seed, gloss: 0.2 });
  const top = bottom + height * 0.85;
  if (support === 'post') addTube(mesh, at, steel, [0, 0, 0], [0, top, 0], 0.035);
  if (support === 'twoPosts') {
    for (const x of [-0.3, 0.3]) addBox(mesh, move(at, x * width, 0, 0), steel, [0.07, top, 0.05]);
  }
  if (support === 'stand') {
    addTube(mesh, at, steel, [0, 0.25, 0], [0, top, 0], 0.025);
    for (const [x, z] of [
      [-0.6, -0.45],
      [0.6, -0.45],
      [-0.6, 0.45],
      [0.6, 0.45],
    ] as const) {
      addTube(mesh, at, steel, [0, 0.3, 0], [x, 0.02, z], 0.02, { sides: 6 });
    }
  }
}

function addPlate(
  mesh: Mesh,
  at: Transform,
  material: Parameters<typeof addQuad>[2],
  half: number,
  height: number,
): void {
  addQuad(mesh, at, material, [
    [-half, 0, 0],
    [half, 0, 0],
    [half, height, 0],
    [-half, height, 0],
  ]);
}
