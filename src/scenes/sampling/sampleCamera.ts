import type { Random } from '../../support/random/Random.ts';
import { between, chance, pick } from '../devices/pick.ts';
import { bendRoad } from '../environment/placeOnRoad.ts';
import { edgeOf, type Road } from '../environment/Road.ts';
import type { CameraPose } from '../SceneDescription.ts';

/** What a picture is taken of: a place on the road and a size, metres; absent when nobody cares. */
export type Subject = readonly [x: number, z: number, size: number] | undefined;

/** A pose of one of four kinds of camera. Those that people hold look at the subject. */
export function sampleCamera(random: Random, road: Road, subject: Subject): CameraPose {
  const draw = random.float();
  const profile =
    draw < 0.5 ? 'dashcam' : draw < 0.75 ? 'street-view' : draw < 0.9 || !subject ? 'pedestrian' : 'close-up';
  const roll = between(random, -0.03, 0.03);
  const lane = (random.int(0, road.lanes[1] - 1) + 0.5) * road.laneWidth;
  const target = subject ? bendRoad(road, subject[0], 0.8, subject[1]) : undefined;
  const towards = (x: number, z: number): number => (target ? Math.atan2(target[0] - x, target[2] - z) : 0);
  if (profile === 'dashcam') {
    const x = lane + between(random, -0.5, 0.3);
    return {
      profile,
      eye: [x, between(random, 1.15, 1.55), 0],
      yaw: between(random, -0.1, 0.1) + road.bend * 8,
      pitch: between(random, -0.07, 0.04),
      roll,
      fieldOfView: between(random, 0.85, 1.5),
      bonnet: chance(random, 0.45),
    };
  }
  if (profile === 'street-view') {
    const x = lane + between(random, -0.6, 0.6);
    const aim = chance(random, 0.6) ? towards(x, 0) * between(random, 0.4, 1) : between(random, -0.5, 0.5);
    return {
      profile,
      eye: [x, between(random, 1.9, 2.6), 0],
      yaw: aim,
      pitch: between(random, -0.16, 0.02),
      roll: roll * 0.4,
      fieldOfView: between(random, 0.9, 1.5),
      bonnet: false,
    };
  }
  if (profile === 'pedestrian') {
    const side = pick(random, [-1, 1] as const);
    const x = edgeOf(road, side) + side * between(random, -0.3, Math.max(0.6, road.sidewalk * 0.7));
    return {
      profile,
      eye: [x, between(random, 1.4, 1.75), 0],
      yaw: subject ? towards(x, 0) + between(random, -0.2, 0.2) : -side * between(random, 0, 0.35),
      pitch: between(random, -0.12, 0.03),
      roll: roll * 1.5,
      fieldOfView: between(random, 0.75, 1.2),
      bonnet: false,
    };
  }
  const [sx, sz, size] = subject ?? [0, 10, 1];
  const distance = size * between(random, 0.9, 1.8) + between(random, 1.5, 4.5);
  // People stand on the road or beside it, not in houses.
  const reach = (side: -1 | 1): number => edgeOf(road, side) + side * Math.max(0, road.sidewalk - 0.6);
  const x = Math.min(reach(1), Math.max(reach(-1), sx + between(random, -2.5, 2.5)));
  const [px, , pz] = bendRoad(road, x, 0, sz - distance);
  const height = between(random, 0.7, 1.7);
  return {
    profile,
    eye: [px, height + road.rise * Math.max(0, pz), pz],
    yaw: towards(px, pz) + between(random, -0.15, 0.15),
    pitch: -Math.atan2(height - 0.5, distance) + between(random, -0.05, 0.08),
    roll: roll * 1.5,
    fieldOfView: between(random, 0.7, 1.05),
    bonnet: false,
  };
}
