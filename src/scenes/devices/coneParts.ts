import { addBox } from '../geometry/addBox.ts';
import { addLathe } from '../geometry/addLathe.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { banded } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

export const oranges = ['f2541b', 'ff5a1a', 'e8481c', 'ee4a22', 'e2301e', 'fa6a24'];

/** A cone of a given height: MUTCD 6F.64 (orange, two white bands) or the red and white of Europe. */
export function coneOf(low: number, high: number): Device['build'] {
  return (mesh, at, random) => {
    const height = between(random, low, high);
    const base = height * between(random, 0.48, 0.6);
    const seed = random.int(1, 1e6);
    const dirt = between(random, 0.05, 0.6);
    const orange = pick(random, oranges);
    const bandSets = [
      [[0.5, 0.68]],
      [
        [0.42, 0.58],
        [0.68, 0.88],
      ],
      [
        [0.3, 0.48],
        [0.62, 0.8],
      ],
      [[0.35, 0.62]],
    ] as const;
    const edges = chance(random, height < 0.45 ? 0.4 : 0.9)
      ? pick(random, bandSets).map(([a, b]) => [a * height, b * height] as const)
      : [];
    const body = banded(orange, pick(random, ['f4f4f0', 'e9ebea', 'dcdcd4']), edges, {
      dirt,
      seed,
      gloss: 0.25,
    });
    const foot = chance(random, 0.5) ? finish('2a2a2c', { dirt: 0.4, seed }) : finish(orange, { dirt, seed });
    addBox(mesh, at, foot, [base, height * 0.05, base]);
    const slim = chance(random, 0.3) ? 0.75 : 1;
    const tip = height * 0.045;
    addLathe(
      mesh,
      move(at, 0, 0, 0),
      body,
      [
        [height * 0.2 * slim, height * 0.05],
        [height * 0.185 * slim, height * 0.09],
        [tip, height * 0.97],
        [tip * 0.7, height],
        [0, height],
      ],
      20,
    );
    return [];
  };
}
