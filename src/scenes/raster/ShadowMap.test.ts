import { describe, expect, it } from 'vitest';
import { addBox } from '../geometry/addBox.ts';
import { createMesh } from '../geometry/Mesh.ts';
import { identity, move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Lighting } from './Lighting.ts';
import { createShadowMap } from './ShadowMap.ts';

/** The sun stands at 45° on the left. */
const lighting: Lighting = {
  sun: [-Math.SQRT1_2, Math.SQRT1_2, 0],
  sunlight: [1, 1, 1],
  skylight: [0, 0, 0],
  bounce: [0, 0, 0],
  lamps: [],
  fog: { density: 0, colour: [0, 0, 0] },
  shadowBlur: 0.02,
  sky: (_x, _y, _z, out) => void out.fill(0),
};

describe('createShadowMap', () => {
  const mesh = createMesh();
  addBox(mesh, move(identity, 0, 0, 0), finish('808080'), [1, 2, 1]);
  const lit = createShadowMap(mesh, lighting, [0, 0, 0], 8, 512);

  it('puts the shadow of a box on the side away from the sun, as long as the sun is low', () => {
    expect(lit(1, 0, 0)).toBe(0);
    expect(lit(2.2, 0, 0)).toBe(0);
    expect(lit(2.9, 0, 0)).toBe(1);
    expect(lit(-1, 0, 0)).toBe(1);
    expect(lit(1, 0, 1.5)).toBe(1);
  });

  it('does not shade the faces that the sun sees, nor what lies outside of it', () => {
    expect(lit(-0.52, 1, 0)).toBe(1);
    expect(lit(0, 2.02, 0)).toBe(1);
    expect(lit(500, 0, 0)).toBe(1);
  });
});
