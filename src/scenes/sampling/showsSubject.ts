import { deviceTable } from '../devices/deviceTable.ts';
import { bendRoad } from '../environment/placeOnRoad.ts';
import { createView } from '../raster/View.ts';
import type { SceneDescription } from '../SceneDescription.ts';

/** Height of the picture for a width of 1; the widest format that is usual. */
const aspect = 0.5625;

/**
 * Whether what a scene is about lies in the picture: its things, seen as plain rectangles, cover 0.8 % of it together,
 * and one of them has 9 % of its height. Scenes about nothing in particular always do.
 */
export function showsSubject({ scenario, camera, road, placements }: SceneDescription): boolean {
  if (scenario === 'street' || scenario === 'loud-street') return true;
  const view = createView(camera.eye, camera, 0.5 / Math.tan(camera.fieldOfView / 2), [0.5, aspect / 2]);
  let area = 0;
  let tallest = 0;
  for (const { kind, x, y, z } of placements) {
    const { role, size } = deviceTable[kind];
    if (role === 'ordinary' && !(scenario === 'passing-machine' && kind === placements[0]?.kind)) continue;
    const [px, py, pz] = bendRoad(road, x, y + size[1] / 2, z);
    const offset = [px - camera.eye[0], py - camera.eye[1], pz - camera.eye[2]] as const;
    const along = (axis: readonly [number, number, number]): number =>
      offset[0] * axis[0] + offset[1] * axis[1] + offset[2] * axis[2];
    const depth = along(view.forward);
    if (depth < 1) continue;
    const left = 0.5 + (along(view.right) / depth) * view.scale;
    const top = aspect / 2 - (along(view.up) / depth) * view.scale;
    const halfWidth = ((size[0] / 2) * view.scale) / depth;
    const halfHeight = ((size[1] / 2) * view.scale) / depth;
    const width = Math.min(1, left + halfWidth) - Math.max(0, left - halfWidth);
    const height = Math.min(aspect, top + halfHeight) - Math.max(0, top - halfHeight);
    if (width <= 0 || height <= 0) continue;
    area += (width * height) / aspect;
    tallest = Math.max(tallest, height / aspect);
  }
  return area >= 0.008 && tallest >= 0.09;
}
