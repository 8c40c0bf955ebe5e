import { createRandom } from '../../support/random/createRandom.ts';
import type { Random } from '../../support/random/Random.ts';
import { deviceTable } from '../devices/deviceTable.ts';
import { chance, pick } from '../devices/pick.ts';
import { bendRoad } from '../environment/placeOnRoad.ts';
import {
  type CameraPose,
  type Placement,
  type Scenario,
  type SceneDescription,
  type SceneLabels,
  type Surroundings,
  scenarios,
} from '../SceneDescription.ts';
import { createLayout } from './Layout.ts';
import { layOrdinaryThings } from './layOrdinaryThings.ts';
import { layScenario } from './layScenario.ts';
import { sampleCamera } from './sampleCamera.ts';
import { sampleConditions, sampleLook } from './sampleConditions.ts';
import { sampleRoad, sampleSurroundings } from './sampleRoad.ts';
import { showsSubject } from './showsSubject.ts';

export interface SampleOptions {
  readonly scenario?: Scenario;
  /** Asks for a label; the scenario is then drawn among those that have it. */
  readonly roadwork?: 0 | 1;
}

const positives: readonly Scenario[] = [
  ...([
    'lane-closure',
    'lane-closure',
    'lane-closure',
    'shoulder-work',
    'shoulder-work',
    'sidewalk-work',
  ] as const),
  ...(['sidewalk-work', 'small-dig', 'small-dig', 'full-closure', 'advance-sign', 'end-of-zone'] as const),
];
const negatives: readonly Scenario[] = [
  ...(['street', 'street', 'street', 'street', 'loud-street', 'loud-street', 'loud-street'] as const),
  ...(['end-sign', 'parked-machines', 'passing-machine'] as const),
];

/** How often a scene is drawn anew because what it is about lies outside the picture or is tiny. */
const attempts = 24;

/**
 * A street scene as plain data, from a seed alone. What it is about (a work zone, a lone sign) lies in the picture and
 * is large enough to be seen, unless traffic hides it; `drawScene` sees to that.
 *
 * Seeds that start with `train-` belong to training; demo, tests and benchmarks take others.
 */
export function sampleScene(seed: string, options: SampleOptions = {}): SceneDescription {
  const random = createRandom(`scene/1/${seed}`);
  const positive = options.roadwork === undefined ? chance(random, 0.5) : options.roadwork === 1;
  const scenario = options.scenario ?? pick(random, positive ? positives : negatives);
  let scene = attemptScene(seed, scenario, random.fork('0'));
  for (let attempt = 1; attempt < attempts && !showsSubject(scene); attempt += 1) {
    scene = attemptScene(seed, scenario, random.fork(String(attempt)));
  }
  return scene;
}

function attemptScene(seed: string, scenario: Scenario, random: Random): SceneDescription {
  const conditions = sampleConditions(random.fork('conditions'));
  const road = sampleRoad(random.fork('road'), conditions.weather === 'rain');
  const layout = createLayout(road, random.fork('layout'));
  const { subject, active, keepClear } = layScenario(layout, scenario);
  const camera = sampleCamera(random.fork('camera'), road, subject);
  const planned = layout.placements.length;
  layOrdinaryThings(layout, scenario, keepClear);
  const placements = layout.placements.filter((placement, index) =>
    leavesView(placement, camera, road, index < planned),
  );
  const labels = labelsOf(
    scenario,
    active && placements.some(({ kind }) => deviceTable[kind].role === 'crew'),
  );
  return {
    seed,
    scenario,
    labels,
    conditions,
    camera,
    look: sampleLook(random.fork('look'), camera.profile, conditions),
    road,
    surroundings: makeRoom(sampleSurroundings(random.fork('surroundings'), road), scenario, placements),
    placements,
  };
}

/** Where machines are parked beside the road there is open ground. */
function makeRoom(
  surroundings: Surroundings,
  scenario: Scenario,
  [first]: readonly Placement[],
): Surroundings {
  if (scenario !== 'parked-machines' || !first) return surroundings;
  return { ...surroundings, [first.x < 0 ? 'left' : 'right']: 'fields' };
}

const labelsOf = (scenario: Scenario, crew: boolean): SceneLabels => {
  const { roadwork } = scenarios[scenario];
  return { roadwork, active: roadwork === 1 && crew ? 1 : 0 };
};

/** Nothing stands in the camera's face; ordinary things keep farther away than what the picture is about. */
function leavesView(
  placement: Placement,
  camera: CameraPose,
  road: SceneDescription['road'],
  planned: boolean,
): boolean {
  const [w, , d] = deviceTable[placement.kind].size;
  const [x, , z] = bendRoad(road, placement.x, 0, placement.z);
  const distance = Math.hypot(x - camera.eye[0], z - camera.eye[2]);
  return distance > Math.max(w, d) / 2 + (planned ? 0.9 : Math.max(w, d) > 3 ? 4.5 : 2);
}
