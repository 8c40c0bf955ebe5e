import { between, chance, pick } from '../devices/pick.ts';
import type { Layout } from './Layout.ts';

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
