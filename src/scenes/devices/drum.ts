import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addLathe } from '../geometry/addLathe.ts';
import { addQuad } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { banded } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** A channelizing drum (MUTCD 6F.67): stepped orange barrel, four bands, rubber ring below, sometimes a lamp. */
export const drum: Device = {
  role: 'site',
  size: [0.6, 1, 0.6],
  build(mesh, at, random) {
    const height = between(random, 0.9, 1.05);
    const radius = between(random, 0.24, 0.3);
    const look = { dirt: between(random, 0.05, 0.55), seed: random.int(1, 1e6), gloss: 0.2 };
    const orange = pick(random, ['f2541b', 'fb5f1e', 'e94e1a', 'f0652a']);
    const edges = [0.16, 0.36, 0.56, 0.76].map((v) => [v * height, (v + 0.11) * height] as const);
    const bands = chance(random, 0.7) ? edges : edges.filter((_, index) => index % 2 === 1);
    const body = banded(orange, 'f1f1ee', bands, look);
    addLathe(mesh, at, finish('222224', look), [
      [radius * 1.35, 0],
      [radius * 1.35, 0.06],
      [radius, 0.1],
      [0, 0.1],
    ]);
    const profile: [number, number][] = [];
    for (let step = 0; step < 5; step += 1) {
      const r = radius * (1 - step * 0.05);
      profile.push([r, 0.05 + step * 0.19 * height], [r * 0.985, 0.05 + (step + 0.85) * 0.19 * height]);
    }
    addLathe(mesh, at, body, [...profile, [radius * 0.72, height], [0, height]], 20);
    const handle = finish(orange, look);
    addTube(mesh, at, handle, [-0.1, height, 0], [-0.1, height + 0.07, 0], 0.02);
    addTube(mesh, at, handle, [0.1, height, 0], [0.1, height + 0.07, 0], 0.02);
    addTube(mesh, at, handle, [-0.12, height + 0.07, 0], [0.12, height + 0.07, 0], 0.02);
    if (chance(random, 0.2)) {
      const lamp = finish('ffb020', { emission: between(random, 0, 3), gloss: 0.8, dirt: 0 });
      addEllipsoid(mesh, move(at, 0, height + 0.2, 0), lamp, [0.1, 0.1, 0.05]);
      addQuad(mesh, at, finish('d8b020'), [
        [-0.05, height + 0.05, 0],
        [0.05, height + 0.05, 0],
        [0.05, height + 0.15, 0],
        [-0.05, height + 0.15, 0],
      ]);
    }
    return [];
  },
};
