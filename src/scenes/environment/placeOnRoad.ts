import type { Transform } from '../geometry/Transform.ts';
import { identity, move, yaw } from '../geometry/transforms.ts';
import type { Road } from './Road.ts';

/** World position of a point of the road, x and y; z is the same. The road starts straight and then bends. */
export function bendRoad(
  road: Road,
  x: number,
  y: number,
  z: number,
): readonly [x: number, y: number, z: number] {
  const along = Math.max(0, z);
  return [x + (road.bend * along * along) / 2, y + road.rise * along, z];
}

/** The frame of something that stands at (x, z) of the road and faces back along it, turned by `turn`. */
export function placeOnRoad(road: Road, x: number, y: number, z: number, turn = 0): Transform {
  const [wx, wy, wz] = bendRoad(road, x, y, z);
  return yaw(move(identity, wx, wy, wz), Math.atan(road.bend * Math.max(0, z)) + turn);
}
