import type { BuiltObject } from './buildScene.ts';
import { deviceTable } from './devices/deviceTable.ts';
import { bendRoad } from './environment/placeOnRoad.ts';
import type { Mesh } from './geometry/Mesh.ts';
import { undistort } from './lens/distortion.ts';
import { createFrame, type Frame } from './raster/Frame.ts';
import { projectedBounds } from './raster/projectedBounds.ts';
import { rasterizeMesh } from './raster/rasterizeMesh.ts';
import type { View } from './raster/View.ts';
import type { SceneDescription } from './SceneDescription.ts';
import type { SceneTruth, TrueObject } from './SceneTruth.ts';

const legibleHeight = 7;
const legibleTurn = (50 * Math.PI) / 180;

/** Samples of an object, and the box around them in the final picture. */
interface Extent {
  count: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Reads from the frame which objects are seen, and where the lens puts them. */
export function measureTruth(
  description: SceneDescription,
  mesh: Mesh,
  objects: readonly BuiltObject[],
  frame: Frame,
  view: View,
  samples: number,
): SceneTruth {
  const seen = description.placements.map(
    (): Extent => ({ count: 0, left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }),
  );
  const width = frame.width / samples;
  const height = frame.height / samples;
  const { distortion } = description.look;
  for (let at = 0; at < frame.triangle.length; at += 1) {
    const id = frame.triangle[at] as number;
    if (id < 0) continue;
    const object = mesh.objectOf[id] as number;
    if (object === 0) continue;
    const spot = seen[object - 1] as Extent;
    const sx = ((at % frame.width) + 0.5) / samples;
    const sy = (Math.floor(at / frame.width) + 0.5) / samples;
    const [x, y] = distortion === 0 ? [sx, sy] : undistort(sx, sy, width, height, distortion);
    spot.count += 1;
    if (x < spot.left) spot.left = x;
    if (x > spot.right) spot.right = x;
    if (y < spot.top) spot.top = y;
    if (y > spot.bottom) spot.bottom = y;
  }
  const scratch = createFrame(frame.width, frame.height);
  const truths = objects.flatMap((object): TrueObject[] => {
    const spot = seen[object.index - 1];
    if (!spot || spot.count === 0) return [];
    const whole = Math.max(spot.count, countAlone(scratch, mesh, view, object));
    const { placement, inscriptions } = object;
    const [x, y, z] = bendRoad(description.road, placement.x, placement.y, placement.z);
    const [ex, ey, ez] = description.camera.eye;
    const distance = Math.hypot(x - ex, y - ey, z - ez);
    const [inscription] = inscriptions;
    const letterHeight = inscription ? (inscription.letterHeight * view.scale) / samples / distance : 0;
    return [
      {
        kind: placement.kind,
        role: deviceTable[placement.kind].role,
        box: [
          Math.max(0, Math.floor(spot.left)),
          Math.max(0, Math.floor(spot.top)),
          Math.min(width, Math.floor(spot.right) + 1),
          Math.min(height, Math.floor(spot.bottom) + 1),
        ],
        visible: spot.count / whole,
        area: spot.count / frame.triangle.length,
        distance,
        ...(inscription ? { text: inscription.text, letterHeight } : {}),
        facing: facingOf(description, object),
      } as TrueObject & { facing: number },
    ];
  });
  const { seed, scenario, labels, conditions, camera } = description;
  const signTexts = truths.flatMap((object) => {
    const { facing } = object as TrueObject & { facing: number };
    const legible =
      (object.letterHeight ?? 0) >= legibleHeight && object.visible >= 0.9 && facing < legibleTurn;
    return object.text !== undefined && legible ? [object.text] : [];
  });
  return {
    seed,
    scenario,
    labels,
    objects: truths.map(({ facing: _, ...object }: TrueObject & { facing?: number }) => object),
    signTexts,
    timeOfDay: conditions.timeOfDay,
    weather: conditions.weather,
    camera,
  };
}

/** How far a thing's front is turned away from the camera, radians. */
function facingOf(description: SceneDescription, { placement }: BuiltObject): number {
  const { road, camera } = description;
  const [x, , z] = bendRoad(road, placement.x, 0, placement.z);
  const heading = Math.atan(road.bend * Math.max(0, placement.z)) + placement.turn;
  const front = [-Math.sin(heading), -Math.cos(heading)] as const;
  const towards = [camera.eye[0] - x, camera.eye[2] - z] as const;
  const cosine = (front[0] * towards[0] + front[1] * towards[1]) / (Math.hypot(...towards) || 1);
  return Math.acos(Math.min(1, Math.max(-1, cosine)));
}

/** Samples that an object would cover if nothing stood before it. Leaves the scratch frame clean. */
function countAlone(scratch: Frame, mesh: Mesh, view: View, object: BuiltObject): number {
  rasterizeMesh(scratch, mesh, view, object);
  const bounds = projectedBounds(mesh, view, object.from, object.to);
  const [left, top, right, bottom] = bounds ?? [0, 0, scratch.width, scratch.height];
  const x0 = Math.max(0, Math.floor(left));
  const x1 = Math.min(scratch.width, Math.ceil(right) + 1);
  let count = 0;
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(scratch.height, Math.ceil(bottom) + 1); y += 1) {
    const row = y * scratch.width;
    for (let at = row + x0; at < row + x1; at += 1) if ((scratch.triangle[at] as number) >= 0) count += 1;
    if (x1 > x0) {
      scratch.triangle.fill(-1, row + x0, row + x1);
      scratch.nearness.fill(0, row + x0, row + x1);
    }
  }
  return count;
}
