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
