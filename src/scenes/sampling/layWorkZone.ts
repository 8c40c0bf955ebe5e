import type { DeviceKind } from '../devices/deviceTable.ts';
import { between, chance, pick } from '../devices/pick.ts';
import { edgeOf } from '../environment/Road.ts';
import type { Scenario } from '../SceneDescription.ts';
import { advanceSigns, channelizers } from './devicePools.ts';
import type { Layout } from './Layout.ts';
import type { WorkZone } from './WorkZone.ts';

const walls: readonly DeviceKind[] = ['barrier-board', 'barricade', 'plastic-barrier', 'net-fence', 'tape'];
const heaps: readonly DeviceKind[] = ['gravel-heap', 'asphalt-heap', 'trench', 'trench'];
const machines: readonly DeviceKind[] = [
  'excavator',
  'excavator',
  'loader',
  'roller',
  'paver',
  'dump-truck',
  'cherry-picker',
  'compressor',
];

/** Where the zone of a scenario lies. */
export function chooseZone(layout: Layout, scenario: Scenario): WorkZone {
  const { road, random } = layout;
  const side = chance(random, road.lanes[0] === 0 ? 0.75 : 0.7) ? 1 : -1;
  const edge = edgeOf(road, side);
  const from = between(random, 5.5, scenario === 'small-dig' ? 13 : 20);
  const length = scenario === 'small-dig' ? between(random, 3, 7) : between(random, 12, 34);
  const reach = {
    'shoulder-work': road.margin + 0.6,
    'sidewalk-work': 0.4,
    'small-dig': road.margin + 1.4,
  } as const;
  const inward = reach[scenario as keyof typeof reach] ?? road.margin + road.laneWidth;
  const outward =
    scenario === 'sidewalk-work' ? Math.max(1.6, road.sidewalk) : scenario === 'shoulder-work' ? 2.2 : 0.2;
  return { side, inner: edge - side * inward, outer: edge + side * outward, from, to: from + length };
}

/** Devices of a work zone; with a crew when it is active, with a machine or heap often enough either way. */
export function layWorkZone(layout: Layout, scenario: Scenario, zone: WorkZone, active: boolean): void {
  if (scenario === 'full-closure') layFullClosure(layout, zone);
  else if (scenario === 'small-dig') laySmallDig(layout, zone);
  else if (scenario === 'sidewalk-work') layEnclosure(layout, zone);
  else layTaper(layout, zone);
  layContent(layout, zone, active, scenario === 'small-dig');
  if (scenario !== 'small-dig' || chance(layout.random, 0.3)) layAdvanceSigns(layout, zone);
}

function layTaper(layout: Layout, zone: WorkZone): void {
  const { random } = layout;
  const kind = pick(random, channelizers);
  const gap = between(random, 2, 4.5);
  const taper = Math.min(12, Math.abs(zone.inner - zone.outer) * between(random, 1.5, 4));
  const sloppy = between(random, 0.02, 0.25);
  for (let z = zone.from; z < zone.to; z += gap) {
    const share = Math.min(1, (z - zone.from) / taper);
    const x = zone.outer + (zone.inner - zone.outer) * share;
    if (chance(random, 0.96))
      layout.put(
        kind,
        x + between(random, -sloppy, sloppy),
        z,
        between(random, -0.3, 0.3),
        chance(random, 0.03),
      );
  }
  const middle = (zone.inner + zone.outer) / 2;
  if (chance(random, 0.3))
    layout.tryPut('arrow-board', middle, zone.from + taper * 0.7 + 2, between(random, -0.1, 0.1));
  else if (chance(random, 0.55))
    layout.tryPut(pick(random, walls), middle, zone.from + taper + 1, between(random, -0.15, 0.15));
  if (chance(random, 0.4)) layout.tryPut('arrow-sign', zone.outer - zone.side * 0.6, zone.from + 3);
}

function layEnclosure(layout: Layout, zone: WorkZone): void {
  const { random } = layout;
  const kind = pick(random, walls);
  const front = (zone.inner + zone.outer) / 2;
  layout.put(kind, front, zone.from, between(random, -0.1, 0.1));
  for (let z = zone.from + 1.5; z < zone.to; z += 2.6) {
    if (chance(random, 0.85)) layout.put(kind, zone.inner, z, Math.PI / 2 + between(random, -0.1, 0.1));
  }
  const marker = pick(random, channelizers);
  for (let k = 0; k < random.int(0, 5); k += 1) {
    layout.tryPut(
      marker,
      zone.inner - zone.side * between(random, 0.4, 1),
      between(random, zone.from, zone.to),
    );
  }
  if (chance(random, 0.35)) layout.tryPut('plaque-sign', front, zone.from - 2);
}

function laySmallDig(layout: Layout, zone: WorkZone): void {
  const { random } = layout;
  const x = (zone.inner + zone.outer) / 2;
  const z = (zone.from + zone.to) / 2;
  const kind = pick(random, channelizers);
  const count = random.int(3, 9);
  const radiusX = Math.abs(zone.inner - zone.outer) / 2 + 0.4;
  const radiusZ = (zone.to - zone.from) / 2 + 0.5;
  const spin = random.float() * 6;
  for (let k = 0; k < count; k += 1) {
    const angle = spin + (k / count) * 2 * Math.PI;
    layout.put(
      kind,
      x + Math.sin(angle) * radiusX,
      z + Math.cos(angle) * radiusZ,
      between(random, -0.5, 0.5),
      chance(random, 0.06),
    );
  }
  if (chance(random, 0.6)) layout.put(pick(random, heaps), x, z, Math.PI / 2 + between(random, -0.3, 0.3));
  if (chance(random, 0.45))
    layout.tryPut(
      pick(random, ['barrier-board', 'tape', 'net-fence']),
      x,
      zone.from - 0.6,
      between(random, -0.2, 0.2),
    );
}

function layFullClosure(layout: Layout, zone: WorkZone): void {
  const { random, road } = layout;
  const kind = pick(random, ['barricade', 'barrier-board', 'plastic-barrier', 'plastic-barrier'] as const);
  const left = edgeOf(road, -1);
  const right = edgeOf(road, 1);
  const step = kind === 'plastic-barrier' ? 3.6 : 2.3;
  for (let x = left + step / 2; x < right; x += step)
    layout.put(kind, x, zone.from + between(random, -0.3, 0.3), between(random, -0.12, 0.12));
  layout.tryPut('plaque-sign', between(random, left * 0.5, right * 0.5), zone.from - 1.5);
  const marker = pick(random, channelizers);
  for (let k = 0; k < random.int(0, 6); k += 1) {
    layout.tryPut(marker, between(random, left, right), zone.from - between(random, 1.5, 5));
  }
}

function layContent(layout: Layout, zone: WorkZone, active: boolean, small: boolean): void {
  const { random } = layout;
  const x = (zone.inner + zone.outer) / 2;
  const room = Math.abs(zone.inner - zone.outer);
  const at = (): number => between(random, zone.from + (zone.to - zone.from) * 0.35, zone.to);
  if (!small && room > 2.2 && chance(random, active ? 0.8 : 0.35)) {
    const machine = pick(random, machines);
    layout.tryPut(machine, x, at() + 3, pick(random, [0, Math.PI, between(random, -0.6, 0.6)]));
    if (active && chance(random, 0.35))
      layout.tryPut(pick(random, machines), x, zone.to + 8, pick(random, [0, Math.PI]));
  }
  for (let k = 0; k < random.int(0, small ? 1 : 3); k += 1)
    layout.tryPut(pick(random, heaps), x, at(), Math.PI / 2);
  if (chance(random, 0.12)) layout.tryPut('site-hut', zone.outer + zone.side * 1.2, zone.to);
  if (!active) return;
  const crew = random.int(small ? 1 : 2, small ? 3 : 6);
  for (let k = 0; k < crew; k += 1) {
    const spread = small ? 1.6 : Math.max(0.8, room / 2 - 0.4);
    const place = small ? between(random, zone.from - 1, zone.to + 1) : at();
    const turn = between(random, -Math.PI, Math.PI);
    if (!layout.tryPut('worker', x + between(random, -spread, spread), place, turn) && k === 0) {
      layout.put('worker', zone.inner + zone.side * 0.5, zone.from + 4, turn);
    }
  }
  if (chance(random, 0.22))
    layout.tryPut('paddle-worker', zone.inner - zone.side * 0.3, zone.from - 1, between(random, -0.3, 0.3));
}

function layAdvanceSigns(layout: Layout, zone: WorkZone): void {
  const { random, road } = layout;
  const count = random.int(0, 2);
  for (let k = 0; k < count; k += 1) {
    const x = edgeOf(road, zone.side) + zone.side * between(random, 0.3, 1.2);
    layout.tryPut(
      pick(random, advanceSigns),
      x,
      Math.max(6, zone.from - 1 - k * between(random, 3, 9)),
      between(random, -0.25, 0.25),
    );
  }
}
