import { chance } from '../devices/pick.ts';
import type { Scenario } from '../SceneDescription.ts';
import type { Layout } from './Layout.ts';
import { layRoadside } from './layRoadside.ts';
import { layTraffic } from './layTraffic.ts';

/** What is on any street, with more loud colours where the scenario says so (and at times where it does not). */
export function layOrdinaryThings(
  layout: Layout,
  scenario: Scenario,
  keepClear: readonly [number, number] | undefined,
): void {
  const loud = scenario === 'loud-street' || chance(layout.random, 0.25);
  layTraffic(layout, loud, keepClear);
  layRoadside(layout, loud);
}
