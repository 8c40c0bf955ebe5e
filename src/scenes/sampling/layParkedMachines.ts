import type { DeviceKind } from '../devices/deviceTable.ts';
import { between, chance, pick } from '../devices/pick.ts';
import { edgeOf } from '../environment/Road.ts';
import type { Layout } from './Layout.ts';

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
