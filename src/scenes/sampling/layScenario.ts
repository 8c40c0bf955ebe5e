import { deviceTable } from '../devices/deviceTable.ts';
import { between, chance } from '../devices/pick.ts';
import type { Scenario } from '../SceneDescription.ts';
import type { Layout } from './Layout.ts';
import { layAdvanceOnly } from './layAdvanceOnly.ts';
import { layEndSign } from './layEndSign.ts';
import { layParkedMachines } from './layParkedMachines.ts';
import { layPassingMachine } from './layPassingMachine.ts';
import { layOrdinarySubject } from './layRoadside.ts';
import { chooseZone, layWorkZone } from './layWorkZone.ts';
import type { Subject } from './sampleCamera.ts';

/** What a scenario put on the road. */
export interface Plan {
  readonly subject: Subject;
  readonly active: boolean;
  readonly keepClear?: readonly [number, number];
}

/** Puts on an empty road what a scenario is about. */
export function layScenario(layout: Layout, scenario: Scenario): Plan {
  const { random } = layout;
  const first = (): Subject => {
    const [placement] = layout.placements;
    if (!placement) return undefined;
    const [w, , d] = deviceTable[placement.kind].size;
    return [placement.x, placement.z, Math.max(w, d)];
  };
  switch (scenario) {
    case 'lane-closure':
    case 'shoulder-work':
    case 'sidewalk-work':
    case 'small-dig':
    case 'full-closure': {
      const zone = chooseZone(layout, scenario);
      const active = chance(random, 0.55);
      layWorkZone(layout, scenario, zone, active);
      const whole = scenario === 'full-closure';
      return {
        subject: [whole ? 0 : (zone.inner + zone.outer) / 2, zone.from + between(random, 0, 5), 2.2],
        active,
        keepClear: whole ? [-99, 99] : [Math.min(zone.inner, zone.outer), Math.max(zone.inner, zone.outer)],
      };
    }
    case 'advance-sign':
      layAdvanceOnly(layout);
      return { subject: first(), active: false };
    case 'end-of-zone':
    case 'end-sign':
      layEndSign(layout, scenario === 'end-of-zone');
      return { subject: first(), active: false };
    case 'parked-machines':
      layParkedMachines(layout);
      return { subject: first(), active: false };
    case 'passing-machine':
      layPassingMachine(layout);
      return { subject: first(), active: false };
    case 'street':
    case 'loud-street':
      if (chance(random, 0.6)) return { subject: undefined, active: false };
      layOrdinarySubject(layout, scenario === 'loud-street');
      return { subject: first(), active: false };
  }
}
