import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addTriangle, type Vertex } from '../geometry/addTriangle.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { fractalNoise, latticeNoise } from '../materials/noise.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';
import { addWheel } from './wheel.ts';

/** A trailer with a board of lamps that form an arrow (MUTCD 6F.61), or plain caution lamps. */
export const arrowBoard: Device = {
  role: 'site',
  size: [2.4, 3, 2],
  build(mesh, at, random) {
    const look = { dirt: between(random, 0.1, 0.4), seed: random.int(1, 1e6), gloss: 0.3 };
    const paint = finish(pick(random, ['f26a1c', 'f2b01a', 'f26a1c']), look);
    addBox(mesh, move(at, 0, 0.45, 0.2), paint, [1.3, 0.5, 1.6]);
    for (const x of [-0.8, 0.8]) addWheel(mesh, at, x, 0.3, 0.32, 0.2);
    addTube(mesh, at, paint, [-0.35, 0.9, 0], [-0.35, 2, 0], 0.05);
    addTube(mesh, at, paint, [0.35, 0.9, 0], [0.35, 2, 0], 0.05);
    addBox(mesh, move(at, 0, 1.6, -0.05), finish('111213', { dirt: 0.2, gloss: 0.2 }), [2.4, 1.25, 0.1]);
    const on = finish('ffb52a', { emission: 5, dirt: 0 });
    const off = finish('4a3a1c', { dirt: 0.1 });
    const mirror = chance(random, 0.5) ? 1 : -1;
    const caution = chance(random, 0.15);
    for (let row = 0; row < 5; row += 1) {
      for (let column = 0; column < 9; column += 1) {
        const shaft = row === 2 && column < 8;
        const head = column + Math.abs(row - 2) === 8;
        const lit = caution ? (row === 0 || row === 4) && (column === 0 || column === 8) : shaft || head;
        if (!lit && (row + column) % 2 === 1) continue;
        addEllipsoid(
          mesh,
          move(at, mirror * (column - 4) * 0.25, 1.8 + row * 0.22, -0.12),
          lit ? on : off,
          [0.075, 0.075, 0.05],
          4,
        );
      }
    }
    return [];
  },
};

/** A heap of a loose stuff about the origin. */
function heapOf(colours: readonly string[], low: number, high: number): Device {
  return {
    role: 'site',
    size: [3, 1, 3],
    build(mesh, at, random) {
      const radius = between(random, low, high);
      const height = radius * between(random, 0.4, 0.6);
      const seed = random.int(1, 1e6);
      const stuff: Material = {
        ...finish(pick(random, colours)),
        paint(surface) {
          const n = fractalNoise(
            surface.x * 1.3 + surface.z,
            surface.y + surface.z * 0.6,
            seed,
            0.25,
            4,
            surface.footprint,
          );
          const keep = 0.45 + 1.1 * n;
          surface.red *= keep;
          surface.green *= keep;
          surface.blue *= keep;
        },
      };
      const rings = 8;
      const sides = 26;
      const bump = (ring: number, side: number): number => latticeNoise(ring, side % sides, seed) - 0.5;
      const corner = (ring: number, side: number): Vertex => {
        const share = ring / rings;
        const angle = (2 * Math.PI * side) / sides;
        const r = radius * share * (1 + bump(ring, side) * 0.25 * share);
        const y = height * (1 - share) ** 1.15 * (1 + bump(ring + 20, side) * 0.35 * (ring > 0 ? 1 : 0));
        const s = Math.sin(angle);
        const c = Math.cos(angle);
        const nx = s + bump(ring + 40, side) * 1.2;
        const nz = -c + bump(ring + 60, side) * 1.2;
        return [r * s, y, -r * c, nx, 1.5, nz, side / sides, share];
      };
      for (let ring = 0; ring < rings; ring += 1) {
        for (let side = 0; side < sides; side += 1) {
          const [a, b, c, d] = [
            corner(ring, side),
            corner(ring, side + 1),
            corner(ring + 1, side + 1),
            corner(ring + 1, side),
          ];
          addTriangle(mesh, at, stuff, a, b, c);
          addTriangle(mesh, at, stuff, a, c, d);
        }
      }
      return [];
    },
  };
}

export const gravelHeap = heapOf(['8d867a', '9a8e78', '7b7468'], 0.9, 2);
export const asphaltHeap = heapOf(['2a2a2b', '333130', '5a4630', '6b4f33'], 0.7, 1.6);

/** Dug-up ground: dark trench with spoil along it. */
export const trench: Device = {
  role: 'site',
  size: [4, 0.4, 2],
  build(mesh, at, random) {
    const length = between(random, 2.5, 5);
    const seed = random.int(1, 1e6);
    const soil = finish(pick(random, ['6b4f33', '7a6040', '5a4a3a']), { dirt: 0.8, grain: 0.2, seed });
    addBox(mesh, move(at, 0, 0, 0), finish('17130f', { dirt: 0.5, grain: 0.2 }), [length, 0.015, 0.9]);
    for (let k = 0; k < 22; k += 1) {
      const side = chance(random, 0.75) ? 1 : -1;
      const r = between(random, 0.15, 0.38);
      const place = move(
        at,
        between(random, -length / 2, length / 2),
        -0.05,
        side * between(random, 0.6, 0.95),
      );
      addEllipsoid(mesh, yaw(place, between(random, 0, 3)), soil, [r * 1.4, r * 0.75, r], 5);
    }
    for (let k = 0; k < 3; k += 1) {
      addTube(
        mesh,
        at,
        finish(pick(random, ['f26a1c', '2a6ab0', '3a3b3d'])),
        [-length * 0.3, 0.09 + k * 0.02, -0.75 - k * 0.2],
        [length * 0.35, 0.09, -0.75 - k * 0.2],
        0.08,
      );
    }
    return [];
  },
};

/** A small generator or compressor on wheels with warning stripes. */
export const compressor: Device = {
  role: 'machine',
  size: [1.6, 1.5, 2.6],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['f2b01a', 'd8d8d4', 'c81e1e', '2a6a4a']), {
      dirt: 0.4,
      gloss: 0.3,
      seed: random.int(1, 1e6),
    });
    addBox(mesh, move(at, 0, 0.45, 0), paint, [1.4, 0.95, 2.2], { top: [1.2, 1.9, 0] });
    addBox(mesh, move(at, 0, 0.5, -1.12), slanted('f2b01a', '161616', 0.3, 1), [1.3, 0.2, 0.03], {
      metric: true,
    });
    for (const x of [-0.75, 0.75]) addWheel(mesh, at, x, 0.1, 0.32, 0.18);
    addTube(mesh, at, finish('2b2c2e'), [0, 0.5, -1.1], [0, 0.45, -2], 0.05);
    return [];
  },
};

/** A portable lavatory, or a site hut. */
export const siteHut: Device = {
  role: 'machine',
  size: [1.2, 2.4, 1.2],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['2a6ab0', '3a8a5a', 'd8d8d4', '8a9aa8']), {
      dirt: 0.25,
      seed: random.int(1, 1e6),
    });
    addBox(mesh, move(at, 0, 0.1, 0), paint, [1.15, 2.1, 1.15]);
    addBox(mesh, move(at, 0, 2.2, 0), finish('e4e6e4'), [1.2, 0.15, 1.2], { top: [0.9, 0.9, 0] });
    addBox(mesh, move(at, 0, 0.2, -0.59), finish('d0d4d2', { dirt: 0.3 }), [0.75, 1.85, 0.03]);
    return [];
  },
};
