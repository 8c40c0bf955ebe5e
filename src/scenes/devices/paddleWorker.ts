import { drawTexture } from '../drawing/drawTexture.ts';
import { faceMaterial } from '../drawing/faceMaterial.ts';
import { disc } from '../drawing/shapes.ts';
import { addQuad } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import { move } from '../geometry/transforms.ts';
import { layText } from '../lettering/layText.ts';
import { colour } from '../materials/colour.ts';
import { finish } from '../materials/finish.ts';
import { standing, workClothes } from './clothes.ts';
import type { Device } from './Device.ts';
import { addFigure } from './figure.ts';
import { chance } from './pick.ts';

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
