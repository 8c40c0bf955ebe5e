import { createRandom } from '../../support/random/createRandom.ts';
import type { Random } from '../../support/random/Random.ts';
import { autumnTree } from '../devices/autumnTree.ts';
import { bush } from '../devices/bush.ts';
import { conifer } from '../devices/conifer.ts';
import { palm } from '../devices/palm.ts';
import { between, chance, pick } from '../devices/pick.ts';
import { tree } from '../devices/tree.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Roadside, SceneDescription } from '../SceneDescription.ts';
import { addHouse, addTownHouse } from './addBuilding.ts';
import { addConcreteBarrier } from './addConcreteBarrier.ts';
import { addGuardRail } from './addGuardRail.ts';
import { addHedge } from './addHedge.ts';
import { addPowerLine } from './addPowerLine.ts';
import { addStrip } from './addStrip.ts';
import { addWall } from './addWall.ts';
import { asphalt } from './asphalt.ts';
import { detailAt } from './detailAt.ts';
import { grass, kerb, paving, soil } from './groundMaterials.ts';
import { isInView } from './isInView.ts';
import { placeOnRoad } from './placeOnRoad.ts';
import { edgeOf } from './Road.ts';
import { addStreetLamp } from './streetLamp.ts';

const greens = {
  green: ['5f7a36', '6a8440', '557030'],
  dry: ['a0925c', '8f8a58'],
  autumn: ['8a8450', '77803e'],
} as const;

/** Ground, road and everything beside it that nobody asks about. */
export function addSurroundings(mesh: Mesh, description: SceneDescription): void {
  const { road, surroundings, conditions } = description;
  const random = createRandom(`surroundings/${surroundings.seed}`);
  const seed = random.int(1, 1e6);
  addStrip(mesh, road, asphalt(road, seed), [edgeOf(road, -1), 0], [edgeOf(road, 1), 0]);
  const turf = grass(pick(random, greens[surroundings.season]), seed);
  const slabs = paving(
    pick(random, ['9a958c', '8d8a86', 'a89e90', '7f7c78']),
    pick(random, [0.6, 1.2, 1.5]),
    seed,
    road.wet,
  );
  const stone = kerb(road.paintedKerb, seed);
  const verge = soil(pick(random, ['8a7c66', '9a8e78', '76705c']), seed);
  for (const side of [-1, 1] as const) {
    const edge = edgeOf(road, side);
    const kind = surroundings[side < 0 ? 'left' : 'right'];
    let x = edge;
    let height = 0;
    if (road.sidewalk > 0) {
      addStrip(mesh, road, stone, [edge, 0], [edge, 0.14]);
      addStrip(mesh, road, stone, [edge, 0.14], [edge + side * 0.18, 0.14]);
      x = edge + side * road.sidewalk;
      height = 0.14;
      addStrip(mesh, road, slabs, [edge + side * 0.18, height], [x, height]);
    } else {
      addStrip(mesh, road, verge, [edge, 0], [edge + side * 0.8, -0.04]);
      x = edge + side * 0.8;
      height = -0.04;
    }
    const far = kind === 'town-houses' ? slabs : turf;
    addStrip(mesh, road, far, [x, height], [x + side * 12, height - 0.02]);
    addStrip(
      mesh,
      road,
      kind === 'town-houses' ? slabs : turf,
      [x + side * 12, height - 0.02],
      [x + side * 300, height + (kind === 'fields' ? between(random, -8, 10) : 0)],
    );
    addSide(mesh, description, random, side, x, kind);
  }
  const night = conditions.timeOfDay !== 'day';
  if (surroundings.streetLamps) {
    for (let k = 0; k < 8; k += 1) {
      const x = k % 2 === 0 ? edgeOf(road, 1) + 0.5 : edgeOf(road, -1) - 0.5;
      addStreetLamp(mesh, road, x, 9 + k * 14, night);
    }
  }
  if (surroundings.powerLine) {
    const side = chance(random, 0.5) ? 1 : -1;
    addPowerLine(
      mesh,
      road,
      edgeOf(road, side) + side * (road.sidewalk + 0.8),
      between(random, -10, 12),
      230,
    );
  }
}

function addSide(
  mesh: Mesh,
  description: SceneDescription,
  random: Random,
  side: -1 | 1,
  x: number,
  kind: Roadside,
): void {
  const { road, conditions, surroundings } = description;
  const night = conditions.timeOfDay !== 'day';
  const seed = random.int(1, 1e6);
  const face = (side * Math.PI) / 2;
  if (kind === 'town-houses') {
    for (let z = -14; z < 190; ) {
      const width = between(random, 9, 24);
      if (chance(random, 0.92)) {
        const size = [width - (chance(random, 0.2) ? 3 : 0), between(random, 6, 24), 12] as const;
        const at = placeOnRoad(road, x + side * between(random, 0, 0.6), 0.1, z + width / 2, face);
        const own = random.fork(`house ${z}`);
        if (isInView(description.camera, at[3] as number, at[11] as number, width)) {
          addTownHouse(mesh, at, own, size, night);
        }
      }
      z += width;
    }
    addGreenery(mesh, description, random, side, x + side * 16, 4);
    return;
  }
  if (kind === 'houses') {
    for (let z = -6; z < 150; z += between(random, 17, 28)) {
      const at = placeOnRoad(road, x + side * between(random, 5, 9), 0, z, face);
      if (isInView(description.camera, at[3] as number, at[11] as number, 12)) {
        addHouse(mesh, at, random.fork(`house ${z}`), night);
      }
    }
    addGreenery(mesh, description, random, side, x + side * 2.5, 10);
    addGreenery(mesh, description, random, side, x + side * 22, 16);
    return;
  }
  if (kind === 'wall') addWall(mesh, road, x + side * 0.6, between(random, 1, 3.4), -12, 160, seed);
  if (kind === 'hedge') addHedge(mesh, road, x + side * 1.2, between(random, 0.9, 2.4), -12, 140, seed);
  if (kind === 'guard-rail') addGuardRail(mesh, road, x + side * 0.1, -12, 200);
  if (kind === 'barrier') addConcreteBarrier(mesh, road, x - side * 0.2, -12, 220);
  const near = kind === 'wall' || kind === 'hedge' || kind === 'guard-rail' ? 4 : 3;
  const count = kind === 'fields' ? 7 : kind === 'trees' ? 30 : 18;
  addGreenery(mesh, description, random, side, x + side * near, count);
  if (kind !== 'fields') addGreenery(mesh, description, random, side, x + side * 14, 18);
  if (surroundings.hills < 0.02 && kind === 'fields')
    addGreenery(mesh, description, random, side, x + side * 60, 24);
}

/** Trees and bushes in a band along one side. */
function addGreenery(
  mesh: Mesh,
  { road, surroundings, camera }: SceneDescription,
  random: Random,
  side: -1 | 1,
  x: number,
  count: number,
): void {
  const mostly = chance(random, 0.15) ? conifer : chance(random, 0.06) ? palm : tree;
  for (let k = 0; k < count; k += 1) {
    const z = 3 + (150 * (k + random.float())) / count;
    mesh.detail = detailAt(z);
    const autumn = surroundings.season === 'autumn' && chance(random, 0.6);
    const plant = chance(random, 0.35) ? bush : autumn ? autumnTree : mostly;
    const at = placeOnRoad(road, x + side * between(random, 0, 7), -0.05, z, random.float() * 6);
    if (isInView(camera, at[3] as number, at[11] as number, 4)) {
      plant.build(mesh, at, random.fork(`plant ${x} ${k}`));
    }
  }
  mesh.detail = 1;
}
