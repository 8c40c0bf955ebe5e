import type { Material } from '../materials/Material.ts';
import { addLathe } from './addLathe.ts';
import type { Point } from './addQuad.ts';
import type { Mesh } from './Mesh.ts';
import type { Transform } from './Transform.ts';
import { compose } from './transforms.ts';

/** A round bar from one point to another, closed at both ends; `endRadius` tapers it. */
export function addTube(
  mesh: Mesh,
  at: Transform,
  material: Material,
  from: Point,
  to: Point,
  radius: number,
  options: { readonly sides?: number; readonly endRadius?: number } = {},
): void {
  const [dx, dy, dz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const length = Math.hypot(dx, dy, dz) || 1e-6;
  const y = [dx / length, dy / length, dz / length] as const;
  const helper = Math.abs(y[1]) < 0.9 ? ([0, 1, 0] as const) : ([1, 0, 0] as const);
  const x = cross(helper, y);
  const n = Math.hypot(...x);
  const xn = [x[0] / n, x[1] / n, x[2] / n] as const;
  const z = cross(xn, y);
  const frame: Transform = [
    ...[xn[0], y[0], z[0], from[0]],
    ...[xn[1], y[1], z[1], from[1]],
    ...[xn[2], y[2], z[2], from[2]],
  ];
  const end = options.endRadius ?? radius;
  addLathe(
    mesh,
    compose(at, frame),
    material,
    [
      [0, 0],
      [radius, 0],
      [end, length],
      [0, length],
    ],
    options.sides ?? 8,
  );
}

type Triple = readonly [number, number, number];

const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
