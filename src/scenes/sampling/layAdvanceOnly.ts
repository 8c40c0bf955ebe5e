import { between, chance, pick } from '../devices/pick.ts';
import { edgeOf } from '../environment/Road.ts';
import { advanceSigns, channelizers } from './devicePools.ts';
import type { Layout } from './Layout.ts';

/** A warning sign without a site in sight, perhaps with a few channelizers. */
export function layAdvanceOnly(layout: Layout): void {
  const { random, road } = layout;
  const side = chance(random, 0.8) ? 1 : -1;
  const x = edgeOf(road, side) + side * between(random, 0.2, 1);
  const z = between(random, 5, 14);
  layout.put(pick(random, advanceSigns), x, z, between(random, -0.25, 0.25));
  if (chance(random, 0.35))
    layout.tryPut(pick(random, advanceSigns), x, z + between(random, 8, 16), between(random, -0.2, 0.2));
  if (chance(random, 0.5)) {
    const kind = pick(random, channelizers);
    for (let k = 0; k < random.int(1, 6); k += 1)
      layout.tryPut(kind, x - side * between(random, 0.5, 1.2), z + 3 + k * 3);
  }
}
