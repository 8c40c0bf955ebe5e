import type { Random } from '../../support/random/Random.ts';
import { between, chance, pick } from '../devices/pick.ts';
import { addBox } from '../geometry/addBox.ts';
import { addPrism } from '../geometry/addPrism.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { facade } from './facade.ts';

const walls = {
  brick: ['7a4030', '8a4a38', '6a3a30', '9a6248', '5e3a34'],
  plaster: ['d8cbb0', 'c8b89a', 'e0d8c8', 'b8a890', 'd0a888', 'c8c4bc', 'e4c890'],
  concrete: ['8a8a86', '9a968e', '7a7c7e'],
  glass: ['4a5a66', '5a6a70', '3a4650'],
  siding: ['d8d8d0', 'b8c4c8', 'c8c0a0', '8a98a0', 'e0dccc', '9a8a7a'],
} as const;

/** A town house: flat front with windows, cornice, sometimes balconies and shops. It faces −z. */
export function addTownHouse(
  mesh: Mesh,
  at: Transform,
  random: Random,
  size: readonly [width: number, height: number, depth: number],
  night: boolean,
): void {
  const [width, height, depth] = size;
  const kind = pick(random, ['brick', 'brick', 'plaster', 'plaster', 'concrete', 'glass'] as const);
  const look = {
    kind,
    wall: pick(random, walls[kind]),
    bay: between(random, 2.2, 4),
    floor: between(random, 3, 3.8),
    window:
      kind === 'glass'
        ? ([0.92, 0.8] as const)
        : ([between(random, 0.35, 0.6), between(random, 0.4, 0.62)] as const),
    shops: chance(random, 0.5),
    lit: night ? between(random, 0.15, 0.5) : 0,
    glow: night ? 0.55 : 0,
    seed: random.int(1, 1e6),
  };
  addBox(mesh, move(at, 0, 0, depth / 2), facade(look), [width, height, depth], { metric: true });
  const trim = finish(pick(random, ['d8d4c8', '8a8278', '5a544c']), { dirt: 0.4 });
  addBox(mesh, move(at, 0, height - 0.1, depth / 2), trim, [width + 0.4, 0.5, depth + 0.4]);
  if (look.shops) addBox(mesh, move(at, 0, look.floor - 0.12, -0.1), trim, [width, 0.18, 0.3]);
  if (chance(random, 0.3)) {
    const rows = Math.floor(height / look.floor);
    for (let row = 1; row < rows; row += 1) {
      for (let x = -width / 2 + look.bay; x < width / 2 - 1; x += look.bay * 2) {
        addBox(mesh, move(at, x, row * look.floor + 0.05, -0.45), trim, [look.bay * 0.9, 0.12, 0.9]);
        addBox(mesh, move(at, x, row * look.floor + 0.1, -0.88), finish('3a3a3c'), [
          look.bay * 0.9,
          0.9,
          0.04,
        ]);
      }
    }
  }
}

/** A detached house with a pitched roof. It faces −z. */
export function addHouse(mesh: Mesh, at: Transform, random: Random, night: boolean): void {
  const width = between(random, 8, 14);
  const depth = between(random, 7, 10);
  const floors = pick(random, [1, 2, 2]);
  const height = floors * 2.9 + 0.4;
  const kind = pick(random, ['siding', 'siding', 'plaster', 'brick'] as const);
  const wall = facade({
    kind,
    wall: pick(random, walls[kind]),
    bay: between(random, 2.4, 3.4),
    floor: 2.9,
    window: [between(random, 0.35, 0.5), 0.45],
    shops: false,
    lit: night ? 0.4 : 0,
    glow: night ? 0.5 : 0,
    seed: random.int(1, 1e6),
  });
  addBox(mesh, move(at, 0, 0, depth / 2), wall, [width, height, depth], { metric: true });
  const roof = finish(pick(random, ['4a4240', '6a3a2c', '5a5452', '8a4a34', '3a3e44']), {
    dirt: 0.5,
    grain: 0.5,
  });
  const peak = between(random, 1.8, 3.4);
  const along = chance(random, 0.6);
  const span = along ? depth : width;
  const roofAt = move(at, 0, height, depth / 2);
  addPrism(
    mesh,
    along ? yaw(roofAt, -Math.PI / 2) : roofAt,
    roof,
    [
      [-span / 2 - 0.5, -0.15],
      [span / 2 + 0.5, -0.15],
      [0, peak],
    ],
    (along ? width : depth) + 0.8,
  );
  addBox(mesh, move(at, width * 0.25, height + peak * 0.3, depth * 0.6), finish('7a4030', { dirt: 0.4 }), [
    0.7,
    peak * 0.9,
    0.7,
  ]);
  addBox(
    mesh,
    move(at, -width * 0.1, 0, -0.05),
    finish(pick(random, ['6a2a20', '2a3a4a', 'e8e4da', '3a2a20'])),
    [1, 2.1, 0.1],
  );
  if (chance(random, 0.5)) {
    addBox(mesh, move(at, width / 2 + 1.6, 0, depth / 2 + 0.5), wall, [3.4, 2.8, 6], { metric: false });
    addBox(
      mesh,
      move(at, width / 2 + 1.6, 0.05, depth / 2 - 2.55),
      finish('dcdad2', { dirt: 0.3 }),
      [2.8, 2.2, 0.08],
    );
  }
}
