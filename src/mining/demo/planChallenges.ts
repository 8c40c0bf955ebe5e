import { createRandom } from '../../support/random/createRandom.ts';

/** A scene to draw for one challenge. */
export interface SceneOrder {
  /** Never one of training's: it does not start with `train-`, whatever seed was asked for. */
  readonly seed: string;
  /** 1: the scene shows roadwork. */
  readonly label: 0 | 1;
}

/**
 * The scenes of a run: half of them with roadwork (of an odd number, one more of a kind that the seed chooses), in an
 * order that the seed chooses, too.
 * @param count 1 or more
 */
export function planChallenges(seed: string, count: number): SceneOrder[] {
  const random = createRandom(`demo/${seed}`).fork('labels');
  const offset = random.int(0, 1);
  const labels = Array.from({ length: count }, (_, index): 0 | 1 => ((index + offset) % 2 === 0 ? 0 : 1));
  // Fisher and Yates.
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random.int(0, last);
    [labels[last], labels[other]] = [labels[other] ?? 0, labels[last] ?? 0];
  }
  return labels.map((label, index) => ({ seed: `demo/${seed}/${index}`, label }));
}
