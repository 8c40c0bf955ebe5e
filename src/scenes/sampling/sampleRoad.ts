import type { Random } from '../../support/random/Random.ts';
import { between, chance, pick } from '../devices/pick.ts';
import type { Road } from '../environment/Road.ts';
import type { Roadside, Surroundings } from '../SceneDescription.ts';

/** A road of one of four kinds. */
export function sampleRoad(random: Random, wet: boolean): Road {
  const kind = pick(random, [
    'city',
    'city',
    'city',
    'suburb',
    'suburb',
    'country',
    'country',
    'highway',
  ] as const);
  const american = chance(random, 0.55);
  const bend = chance(random, 0.5)
    ? 0
    : between(random, -1, 1) * (kind === 'country' ? 0.006 : kind === 'city' ? 0.0015 : 0.003);
  const common = {
    kind,
    bend,
    rise: between(random, -0.025, 0.03),
    surface: pick(random, ['dark', 'grey', 'grey', 'pale', 'worn'] as const),
    wet,
    paintedKerb: kind === 'city' && chance(random, 0.12),
  };
  if (kind === 'highway') {
    return {
      ...common,
      lanes: [0, random.int(2, 3)],
      laneWidth: 3.6,
      margin: 2.6,
      sidewalk: 0,
      middleLine: 'none',
      edgeLines: true,
    };
  }
  const lanes =
    kind === 'city'
      ? pick(random, [
          [1, 1],
          [2, 2],
          [1, 2],
          [0, 2],
          [0, 1],
        ] as const)
      : ([1, 1] as const);
  return {
    ...common,
    lanes,
    laneWidth: kind === 'country' ? between(random, 2.8, 3.4) : between(random, 3, 3.6),
    margin: kind === 'country' ? between(random, 0.3, 1) : pick(random, [0.4, 2.2, 2.3]),
    sidewalk: kind === 'country' ? 0 : between(random, 1.6, kind === 'city' ? 4 : 2.2),
    middleLine:
      kind === 'suburb' && chance(random, 0.5)
        ? 'none'
        : american
          ? pick(random, ['yellowDouble', 'yellowDashed'] as const)
          : 'whiteDashed',
    edgeLines: kind === 'country' ? chance(random, 0.75) : chance(random, 0.3),
    ...(kind === 'city' && chance(random, 0.45) ? { crossing: between(random, 12, 45) } : {}),
  };
}

const sides: Readonly<Record<Road['kind'], readonly Roadside[]>> = {
  city: ['town-houses', 'town-houses', 'town-houses', 'town-houses', 'trees', 'wall'],
  suburb: ['houses', 'houses', 'houses', 'trees', 'hedge'],
  country: ['fields', 'trees', 'trees', 'wall', 'guard-rail', 'hedge'],
  highway: ['guard-rail', 'barrier', 'trees', 'fields', 'wall'],
};

export function sampleSurroundings(random: Random, road: Road): Surroundings {
  return {
    left: pick(random, sides[road.kind]),
    right: pick(random, sides[road.kind]),
    season: pick(random, ['green', 'green', 'green', 'dry', 'autumn'] as const),
    streetLamps: road.kind !== 'country' && chance(random, 0.6),
    powerLine: road.kind !== 'highway' && chance(random, 0.4),
    hills: chance(random, 0.5) ? between(random, 0.01, 0.14) : 0.008,
    seed: random.int(1, 1e9),
  };
}
