import type { Mesh } from '../geometry/Mesh.ts';
import { createFrame } from './Frame.ts';
import type { Lighting } from './Lighting.ts';
import { rasterizeMesh } from './rasterizeMesh.ts';
import { createView } from './View.ts';

/** Share of sunlight, 0 to 1, that reaches a point (world, metres). */
export type ShadowMap = (x: number, y: number, z: number) => number;

/** Points on the rim of a disc, then inside of it, so that a shadow's edge fades. */
const taps = [
  ...[0, 1, 2, 3].map((k) => spot(k * (Math.PI / 2) + 0.4, 1)),
  ...[0, 1, 2, 3].map((k) => spot(k * (Math.PI / 2) + 1.2, 0.65)),
  spot(0, 0),
] as const;

function spot(angle: number, radius: number): readonly [number, number] {
  return [Math.cos(angle) * radius, Math.sin(angle) * radius];
}

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
    for (let k = 0; k < taps.length; k += 1) {
      const tap = taps[k] as readonly [number, number];
      const at = ((py + tap[1] * blur) | 0) * size + ((px + tap[0] * blur) | 0);
      if (near >= (nearness[at] as number)) lit += 1;
      // The first four lie on the rim: where they agree, so do the others but for specks.
      if (k === 3 && (lit === 0 || lit === 4)) return lit / 4;
    }
    return lit / taps.length;
  };
}
