import type { DeviceKind } from '../devices/deviceTable.ts';
import { between, chance, pick } from '../devices/pick.ts';
import { edgeOf } from '../environment/Road.ts';
import type { Layout } from './Layout.ts';

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

/** Something ordinary near by, that a picture may be about. */
export function layOrdinarySubject(layout: Layout, loud: boolean): void {
  const { road, random } = layout;
  const side = chance(random, 0.75) ? 1 : -1;
  const kind = pick(random, [
    ...(loud ? loudFurniture : furniture),
    'pedestrian',
    'orange-car',
    'car',
  ] as const);
  const room = kind === 'car' || kind === 'orange-car' ? -1 : between(random, 0.3, 0.9);
  layout.put(kind, edgeOf(road, side) + side * room, between(random, 6, 14), between(random, -0.3, 0.3));
}
