import type { Mesh } from '../geometry/Mesh.ts';
import { createFrame } from './Frame.ts';
import type { Lighting } from './Lighting.ts';
import { rasterizeMesh } from './rasterizeMesh.ts';
import { createView } from './View.ts';

/** Share of sunlight, 0 to 1, that reaches a point (world, metres). */
export type ShadowMap = (x: number, y: number, z: number) => number;

/** Points on two rings, so that a shadow's edge fades. */
const taps = Array.from({ length: 9 }, (_, k) => {
  const angle = k * 2.399963;
  const radius = Math.sqrt(k / 8);
  return [Math.cos(angle) * radius, Math.sin(angle) * radius] as const;
});

/**
 * The mesh as the sun sees it.
 *
 * @param centre of the square that is covered, on the ground; outside of it everything is lit
 * @param radius half the side of that square, metres
 * @param size samples on each side
 */
export function createShadowMap(
  mesh: Mesh,
  lighting: Lighting,
  centre: readonly [number, number, number],
  radius: number,
  size: number,
): ShadowMap {
  const [sx, sy, sz] = lighting.sun;
  const scale = size / (2 * radius);
  const view = createView(
    centre,
    { yaw: Math.atan2(-sx, -sz), pitch: Math.asin(-sy), roll: 0 },
    scale,
    [size / 2, size / 2],
    true,
  );
  const frame = createFrame(size, size, Number.NEGATIVE_INFINITY);
  rasterizeMesh(frame, mesh, view);
  const { nearness } = frame;
  const blur = Math.max(lighting.shadowBlur * scale, 1.4);
  const bias = (1.5 + blur * 0.7) / scale + 0.01;
  const { right, up, forward } = view;
  return (x, y, z) => {
    const dx = x - centre[0];
    const dy = y - centre[1];
    const dz = z - centre[2];
    const px = size / 2 + (dx * right[0] + dy * right[1] + dz * right[2]) * scale;
    const py = size / 2 - (dx * up[0] + dy * up[1] + dz * up[2]) * scale;
    if (px < blur || py < blur || px >= size - blur || py >= size - blur) return 1;
    const near = -(dx * forward[0] + dy * forward[1] + dz * forward[2]) + bias;
    let lit = 0;
    for (const [tx, ty] of taps) {
      if (near >= (nearness[((py + ty * blur) | 0) * size + ((px + tx * blur) | 0)] as number)) lit += 1;
    }
    return lit / taps.length;
  };
}
