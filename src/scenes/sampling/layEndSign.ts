import { between, pick } from '../devices/pick.ts';
import { edgeOf } from '../environment/Road.ts';
import { channelizers } from './devicePools.ts';
import type { Layout } from './Layout.ts';

/** A sign that the zone is over; with devices left on the road, or alone. */
export function layEndSign(layout: Layout, withDevices: boolean): void {
  const { random, road } = layout;
  const x = edgeOf(road, 1) + between(random, 0.4, 1.2);
  const z = between(random, 7, 14);
  layout.put('end-sign', x, z, between(random, -0.2, 0.2));
  if (!withDevices) return;
  const kind = pick(random, channelizers);
  const inner = edgeOf(road, 1) - road.margin - between(random, -0.5, 1.5);
  for (let k = 0; k < random.int(3, 8); k += 1)
    layout.tryPut(kind, inner + between(random, -0.1, 0.1), 6 + k * between(random, 2.2, 3.6));
}
