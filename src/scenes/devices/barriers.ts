import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** Type III barricade (MUTCD 6F.68): three slanted orange and white rails on two uprights. */
export const barricade: Device = {
  role: 'site',
  size: [2, 1.5, 0.7],
  build(mesh, at, random) {
    const width = between(random, 1.2, 2.4);
    const rails = pick(random, [2, 3, 3]);
    const look = { dirt: between(random, 0, 0.4), seed: random.int(1, 1e6), retro: 3 };
    const face = slanted(
      pick(random, ['f2581c', 'f36a1f', 'd8232a']),
      'f3f3f0',
      0.43,
      chance(random, 0.5) ? 1 : -1,
      look,
    );
    const frame = finish(pick(random, ['e8e8e4', 'b9bbbd', 'd9d3c2']), look);
    for (const x of [-0.38, 0.38]) {
      addBox(mesh, move(at, x * width, 0, 0), frame, [0.06, 1.5, 0.06]);
      addBox(mesh, move(at, x * width, 0, 0), frame, [0.06, 0.08, 0.9]);
    }
    for (let rail = 0; rail < rails; rail += 1) {
      addBox(mesh, move(at, 0, 1.28 - rail * 0.5, -0.045), face, [width, 0.22, 0.03], { metric: true });
    }
    return [];
  },
};

/** The waist-high red and white board of European sites, on feet. */
export const barrierBoard: Device = {
  role: 'site',
  size: [2, 1.1, 0.5],
  build(mesh, at, random) {
    const width = between(random, 1.2, 2.6);
    const look = { dirt: between(random, 0, 0.45), seed: random.int(1, 1e6), retro: 2.5 };
    const slope = pick(random, [0, 0.8, -0.8]);
    const face = slanted(
      pick(random, ['d21f26', 'cf2a24', 'e2361f']),
      'f2f2ee',
      pick(random, [0.5, 0.8]),
      slope,
      look,
    );
    const frame = finish('d9dadb', look);
    for (const x of [-0.42, 0.42]) {
      addBox(mesh, move(at, x * width, 0, 0), finish('29292b', look), [0.2, 0.1, 0.7]);
      addTube(mesh, at, frame, [x * width, 0.05, 0], [x * width, 1.1, 0], 0.025);
    }
    addBox(mesh, move(at, 0, 0.82, -0.03), face, [width, 0.25, 0.025], { metric: true });
    if (chance(random, 0.5))
      addBox(mesh, move(at, 0, 0.3, -0.03), face, [width, 0.14, 0.025], { metric: true });
    else {
      const bar = finish('d9dadb', look);
      for (let k = -4; k <= 4; k += 1) {
        addTube(mesh, at, bar, [(k * width) / 10, 0.2, 0], [(k * width) / 10, 0.84, 0], 0.01, { sides: 5 });
      }
      addTube(mesh, at, bar, [-width * 0.42, 0.2, 0], [width * 0.42, 0.2, 0], 0.015, { sides: 5 });
    }
    if (chance(random, 0.35)) {
      const lamp = finish('ffb41e', { emission: between(random, 0, 3), gloss: 0.8, dirt: 0 });
      addEllipsoid(mesh, move(at, -0.42 * width, 1.2, 0), lamp, [0.1, 0.1, 0.05]);
    }
    return [];
  },
};

const jerseyOutline = [
  [-0.3, 0],
  [0.3, 0],
  [0.3, 0.12],
  [0.14, 0.42],
  [0.1, 0.85],
  [-0.1, 0.85],
  [-0.14, 0.42],
  [-0.3, 0.12],
] as const;

/** Water-filled plastic barriers, red and white in turn (or all orange). */
export const plasticBarrier: Device = {
  role: 'site',
  size: [3.2, 0.9, 0.6],
  build(mesh, at, random) {
    const pieces = random.int(2, 4);
    const look = { dirt: between(random, 0.1, 0.5), seed: random.int(1, 1e6), gloss: 0.25 };
    const colours = pick(random, [
      ['d5262a', 'eeeeea'],
      ['d5262a', 'eeeeea'],
      ['f0561c', 'f2f2ee'],
      ['f0561c', 'f0561c'],
    ]).map((hex) => finish(hex, look));
    const length = between(random, 0.9, 1.3);
    for (let piece = 0; piece < pieces; piece += 1) {
      const x = (piece - (pieces - 1) / 2) * length;
      const body = colours[piece % 2] ?? finish('eeeeea');
      addPrism(mesh, yaw(move(at, x, 0, 0), Math.PI / 2), body, jerseyOutline, length * 0.96);
      addBox(mesh, move(at, x - length * 0.25, 0.02, -0.31), finish('18181a'), [0.18, 0.1, 0.02]);
      addBox(mesh, move(at, x + length * 0.25, 0.02, -0.31), finish('18181a'), [0.18, 0.1, 0.02]);
    }
    return [];
  },
};
