import type { DeviceKind } from '../devices/deviceTable.ts';
import { between, chance, pick } from '../devices/pick.ts';
import { edgeOf } from '../environment/Road.ts';
import type { Layout } from './Layout.ts';

const quietVehicles: readonly DeviceKind[] = ['car', 'car', 'car', 'car', 'car', 'box-truck', 'orange-car'];
const loudVehicles: readonly DeviceKind[] = [
  'orange-car',
  'orange-car',
  'taxi',
  'school-bus',
  'car',
  'box-truck',
  'passing-tipper',
];
const furniture: readonly DeviceKind[] = [
  ...([
    'stop-sign',
    'yield-sign',
    'yellow-diamond',
    'red-triangle',
    'danger-triangle',
    'speed-limit',
    'no-entry',
  ] as const),
  ...([
    'passing-arrow',
    'chevron-sign',
    'guide-sign',
    'traffic-light',
    'bollard',
    'hydrant',
    'bin',
    'post-box',
  ] as const),
  ...(['advertisement', 'edge-post'] as const),
];
const loudFurniture: readonly DeviceKind[] = [
  ...([
    'stop-sign',
    'yellow-diamond',
    'red-triangle',
    'danger-triangle',
    'chevron-sign',
    'advertisement',
  ] as const),
  ...(['bollard', 'hydrant', 'bin', 'post-box', 'parasol', 'autumn-tree', 'edge-post'] as const),
];
const countryThings: readonly DeviceKind[] = [
  'edge-post',
  'yellow-diamond',
  'red-triangle',
  'speed-limit',
  'chevron-sign',
  'guide-sign',
];

/** Vehicles in traffic and at the kerb. `keepClear` is a lateral range in which nobody drives. */
export function layTraffic(
  layout: Layout,
  loud: boolean,
  keepClear: readonly [number, number] | undefined,
): void {
  const { road, random } = layout;
  const pool = loud ? loudVehicles : quietVehicles;
  const density = between(random, 0.1, 0.75);
  const isClear = (x: number): boolean =>
    keepClear !== undefined && x > keepClear[0] - 1 && x < keepClear[1] + 1;
  for (let lane = 0; lane < road.lanes[1] + road.lanes[0]; lane += 1) {
    const oncoming = lane >= road.lanes[1];
    const x = (oncoming ? -1 : 1) * ((oncoming ? lane - road.lanes[1] : lane) + 0.5) * road.laneWidth;
    if (isClear(x)) continue;
    for (let z = between(random, 12, 30); z < 130; z += between(random, 10, 32)) {
      if (chance(random, density))
        layout.tryPut(pick(random, pool), x + between(random, -0.2, 0.2), z, oncoming ? 0 : Math.PI);
    }
  }
  if (road.margin < 2 || road.kind === 'highway') return;
  for (const side of [-1, 1] as const) {
    const x = edgeOf(road, side) - side * (road.margin - 1.15);
    if (isClear(x) || chance(random, 0.3)) continue;
    const facing = side > 0 || road.lanes[0] === 0 ? Math.PI : 0;
    for (let z = between(random, 4, 9); z < 90; z += between(random, 5.4, 8)) {
      if (chance(random, 0.7))
        layout.tryPut(
          pick(
            random,
            pool.filter((kind) => kind !== 'school-bus' && kind !== 'box-truck' && kind !== 'passing-tipper'),
          ),
          x,
          z,
          facing,
        );
    }
  }
}

/** Signs, people and things beside the road. */
export function layRoadside(layout: Layout, loud: boolean): void {
  const { road, random } = layout;
  const pool =
    road.kind === 'country' || road.kind === 'highway' ? countryThings : loud ? loudFurniture : furniture;
  for (const side of [-1, 1] as const) {
    const edge = edgeOf(road, side);
    for (let z = between(random, 5, 12); z < 80; z += between(random, 4, 16)) {
      if (chance(random, loud ? 0.75 : 0.5)) {
        layout.tryPut(
          pick(random, pool),
          edge + side * between(random, 0.4, 0.9),
          z,
          between(random, -0.2, 0.2),
        );
      }
    }
    if (road.sidewalk === 0) continue;
    for (let k = 0; k < random.int(0, loud ? 6 : 3); k += 1) {
      const x = edge + side * between(random, 0.6, Math.max(0.8, road.sidewalk - 0.4));
      layout.tryPut('pedestrian', x, between(random, 5, 45), between(random, -Math.PI, Math.PI));
    }
    if (road.kind === 'city' && chance(random, 0.4)) {
      for (let z = between(random, 6, 14); z < 60; z += between(random, 7, 15)) {
        layout.tryPut(pick(random, ['tree', 'tree', 'autumn-tree']), edge + side * 0.9, z);
      }
    }
    if (loud && road.kind === 'city') {
      for (let k = 0; k < 3; k += 1) {
        layout.tryPut(
          'awning',
          edge + side * (road.sidewalk - 0.1),
          between(random, 8, 40),
          (side * Math.PI) / 2,
        );
      }
    }
  }
}

const parkable: readonly DeviceKind[] = [
  'excavator',
  'loader',
  'roller',
  'dump-truck',
  'excavator',
  'compressor',
  'cherry-picker',
];

/** Equipment that stands beside the road with nothing around it that says "work". */
export function layParkedMachines(layout: Layout): void {
  const { road, random } = layout;
  const side = chance(random, 0.7) ? 1 : -1;
  const x = edgeOf(road, side) + side * (road.sidewalk + between(random, 2.2, 4.5));
  let z = between(random, 9, 18);
  for (let k = 0; k < random.int(1, 3); k += 1) {
    layout.tryPut(
      pick(random, parkable),
      x + between(random, -0.5, 0.5),
      z,
      between(random, -Math.PI, Math.PI),
    );
    z += between(random, 7, 9);
  }
}

/** A tipper or the like that just drives by. */
export function layPassingMachine(layout: Layout): void {
  const { road, random } = layout;
  const oncoming = road.lanes[0] > 0 && chance(random, 0.5);
  const lane = random.int(0, road.lanes[oncoming ? 0 : 1] - 1);
  layout.put(
    pick(random, ['passing-tipper', 'passing-tipper', 'passing-tipper', 'school-bus']),
    (oncoming ? -1 : 1) * (lane + 0.5) * road.laneWidth,
    between(random, 9, 22),
    oncoming ? 0 : Math.PI,
  );
}
