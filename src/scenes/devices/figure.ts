import type { Random } from '../../support/random/Random.ts';
import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import type { Point } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move, pitch, scale } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { between, pick } from './pick.ts';

/** How somebody stands: where hands and feet are (metres, for a body of 1.75 m), and how far the trunk bows. */
export interface Pose {
  readonly hands: readonly [Point, Point];
  readonly feet: readonly [Point, Point];
  /** Radians, towards −z. */
  readonly bow: number;
}

export interface Clothes {
  readonly trunk: Material;
  readonly sleeves: Material;
  readonly trousers: Material;
  /** A hard hat, or hair. */
  readonly head: { readonly material: Material; readonly helmet: boolean };
}

/** A person facing −z. */
export function addFigure(mesh: Mesh, at: Transform, random: Random, pose: Pose, clothes: Clothes): void {
  const body = scale(at, between(random, 0.93, 1.05));
  const skin = finish(pick(random, ['e0b090', 'c68e68', '8d5a3c', '5a3826']), { dirt: 0 });
  const shoe = finish('1c1b1a');
  const hip: Point = [0, 0.92, 0];
  const lean = pitch(move(body, ...hip), -pose.bow);
  for (const side of [0, 1] as const) {
    const [fx, fy, fz] = pose.feet[side];
    const knee: Point = [fx * 0.8, 0.5 + fy * 0.4, fz * 0.5 - 0.05];
    const start: Point = [side === 0 ? -0.1 : 0.1, 0.94, 0];
    addTube(mesh, body, clothes.trousers, start, knee, 0.095, { endRadius: 0.075 });
    addTube(mesh, body, clothes.trousers, knee, [fx, fy + 0.08, fz], 0.078, { endRadius: 0.065 });
    addBox(mesh, move(body, fx, fy, fz - 0.05), shoe, [0.11, 0.1, 0.28]);
  }
  const trunk = (y: number): Transform => move(lean, 0, y, 0);
  addEllipsoid(mesh, trunk(0.0), clothes.trousers, [0.165, 0.12, 0.105], 6);
  // Texture height v of the trunk runs in metres above its lower edge: stripes of a vest sit on it.
  addLoft(mesh, lean, clothes.trunk);
  const shoulder = (side: 0 | 1): Point => [side === 0 ? -0.21 : 0.21, 0.5, 0];
  for (const side of [0, 1] as const) {
    const from = shoulder(side);
    const [hx, hy, hz] = pose.hands[side];
    // Hands are given in the body's frame; arms hang from the leaning trunk.
    const c = Math.cos(pose.bow);
    const s = Math.sin(pose.bow);
    const dy = hy - 0.92;
    const hand: Point = [hx, dy * c - hz * s, dy * s + hz * c];
    const elbow: Point = [
      (from[0] + hand[0]) / 2 + (side === 0 ? -0.07 : 0.07),
      (from[1] + hand[1]) / 2 - 0.06,
      (from[2] + hand[2]) / 2 + 0.06,
    ];
    addTube(mesh, lean, clothes.sleeves, from, elbow, 0.062, { endRadius: 0.052 });
    addTube(mesh, lean, clothes.sleeves, elbow, hand, 0.05, { endRadius: 0.042 });
    addEllipsoid(mesh, move(lean, ...hand), skin, [0.045, 0.06, 0.045], 5);
  }
  addTube(mesh, lean, skin, [0, 0.52, 0], [0, 0.64, 0], 0.055);
  addEllipsoid(mesh, trunk(0.72), skin, [0.085, 0.115, 0.1], 7);
  if (clothes.head.helmet) {
    addEllipsoid(mesh, trunk(0.77), clothes.head.material, [0.115, 0.105, 0.135], 7);
    addEllipsoid(mesh, move(lean, 0, 0.76, -0.05), clothes.head.material, [0.125, 0.02, 0.16], 6);
  } else {
    addEllipsoid(mesh, move(lean, 0, 0.755, 0.02), clothes.head.material, [0.092, 0.095, 0.1], 7);
  }
}

/** The trunk: an oval tube from hip to shoulder. */
function addLoft(mesh: Mesh, at: Transform, material: Material): void {
  const flat = scale(at, 1, 1, 0.62);
  addTube(mesh, flat, material, [0, 0, 0], [0, 0.3, 0], 0.19, { sides: 14, endRadius: 0.2 });
  const upper: Material = {
    ...material,
    paint(surface) {
      surface.v += 0.3;
      material.paint?.(surface);
    },
  };
  addTube(mesh, flat, upper, [0, 0.3, 0], [0, 0.5, 0], 0.2, { sides: 14, endRadius: 0.23 });
  addEllipsoid(mesh, move(flat, 0, 0.5, 0), upper, [0.23, 0.08, 0.2], 6);
}
