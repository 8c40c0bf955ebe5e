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
/** Metres; beyond it the air takes the contrast. */
const farthestLegible = { clear: 80, cloudy: 80, rain: 40, fog: 20 } as const;

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
  const spotOf = placing(width, height, samples, distortion);
  for (let at = 0; at < frame.triangle.length; at += 1) {
    const id = frame.triangle[at] as number;
    if (id < 0) continue;
    const object = mesh.objectOf[id] as number;
    if (object === 0) continue;
    const place = spotOf(at % frame.width, Math.floor(at / frame.width));
    if (!place) continue;
    const spot = seen[object - 1] as Extent;
    const [x, y] = place;
    spot.count += 1;
    if (x < spot.left) spot.left = x;
    if (x > spot.right) spot.right = x;
    if (y < spot.top) spot.top = y;
    if (y > spot.bottom) spot.bottom = y;
  }
  const scratch = createFrame(frame.width, frame.height);
  const signTexts: string[] = [];
  const truths = objects.flatMap((object): TrueObject[] => {
    const spot = seen[object.index - 1];
    if (!spot || spot.count === 0) return [];
    const truth = describe(description, object, spot, {
      width,
      height,
      share: spot.count / frame.triangle.length,
      visible: spot.count / Math.max(spot.count, countAlone(scratch, mesh, view, object, spotOf)),
      pixelsPerRadian: view.scale / samples,
    });
    if (truth.text !== undefined && isLegible(description, object, truth, width, height))
      signTexts.push(truth.text);
    return [truth];
  });
  const { seed, scenario, labels, conditions, camera } = description;
  const { timeOfDay, weather } = conditions;
  return { seed, scenario, labels, objects: truths, signTexts, timeOfDay, weather, camera };
}

function describe(
  { road, camera }: SceneDescription,
  { placement, inscriptions }: BuiltObject,
  spot: Extent,
  picture: {
    readonly width: number;
    readonly height: number;
    readonly share: number;
    readonly visible: number;
    readonly pixelsPerRadian: number;
  },
): TrueObject {
  const [x, y, z] = bendRoad(road, placement.x, placement.y, placement.z);
  const distance = Math.hypot(x - camera.eye[0], y - camera.eye[1], z - camera.eye[2]);
  const [inscription] = inscriptions;
  return {
    kind: placement.kind,
    role: deviceTable[placement.kind].role,
    box: [
      Math.max(0, Math.floor(spot.left)),
      Math.max(0, Math.floor(spot.top)),
      Math.min(picture.width, Math.floor(spot.right) + 1),
      Math.min(picture.height, Math.floor(spot.bottom) + 1),
    ],
    visible: picture.visible,
    area: picture.share,
    distance,
    ...(inscription
      ? {
          text: inscription.text,
          letterHeight: (inscription.letterHeight * picture.pixelsPerRadian) / distance,
        }
      : {}),
  };
}

/** By geometry: large enough for the blur, turned to the camera, neither hidden nor cut off, and not lost in fog. */
function isLegible(
  description: SceneDescription,
  object: BuiltObject,
  { letterHeight = 0, visible, box, distance }: TrueObject,
  width: number,
  height: number,
): boolean {
  const { look, conditions } = description;
  const blur = (look.blur + look.shake) * width;
  const [left, top, right, bottom] = box;
  return (
    letterHeight >= legibleHeight + 4 * blur &&
    visible >= 0.9 &&
    facingOf(description, object) < legibleTurn &&
    left > 0 &&
    top > 0 &&
    right < width &&
    bottom <= height &&
    distance < farthestLegible[conditions.weather] * (conditions.timeOfDay === 'night' ? 0.5 : 1)
  );
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

/** Where the lens puts a sample: pixels of the final picture; absent for those that it pushes over the border. */
type Placing = (column: number, row: number) => readonly [x: number, y: number] | undefined;

function placing(width: number, height: number, samples: number, distortion: number): Placing {
  return (column, row) => {
    const sx = (column + 0.5) / samples;
    const sy = (row + 0.5) / samples;
    if (distortion === 0) return [sx, sy];
    const place = undistort(sx, sy, width, height, distortion);
    const [x, y] = place;
    return x >= 0 && y >= 0 && x < width && y < height ? place : undefined;
  };
}

/** Samples that an object would cover if nothing stood before it. Leaves the scratch frame clean. */
function countAlone(scratch: Frame, mesh: Mesh, view: View, object: BuiltObject, spotOf: Placing): number {
  rasterizeMesh(scratch, mesh, view, object);
  const bounds = projectedBounds(mesh, view, object.from, object.to);
  const [left, top, right, bottom] = bounds ?? [0, 0, scratch.width, scratch.height];
  const x0 = Math.max(0, Math.floor(left));
  const x1 = Math.min(scratch.width, Math.ceil(right) + 1);
  let count = 0;
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(scratch.height, Math.ceil(bottom) + 1); y += 1) {
    const row = y * scratch.width;
    for (let x = x0; x < x1; x += 1) {
      if ((scratch.triangle[row + x] as number) >= 0 && spotOf(x, y)) count += 1;
    }
    if (x1 > x0) {
      scratch.triangle.fill(-1, row + x0, row + x1);
      scratch.nearness.fill(0, row + x0, row + x1);
    }
  }
  return count;
}
