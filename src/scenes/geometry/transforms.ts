import type { Transform } from './Transform.ts';

/** Changes nothing. */
export const identity: Transform = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** First `inner`, then `outer`. */
export function compose(outer: Transform, inner: Transform): Transform {
  const out: number[] = [];
  for (let row = 0; row < 3; row += 1) {
    for (let column = 0; column < 4; column += 1) {
      let sum = column === 3 ? (outer[row * 4 + 3] ?? 0) : 0;
      for (let k = 0; k < 3; k += 1) sum += (outer[row * 4 + k] ?? 0) * (inner[k * 4 + column] ?? 0);
      out.push(sum);
    }
  }
  return out;
}

export const move = (to: Transform, x: number, y: number, z: number): Transform =>
  compose(to, [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z]);

export const scale = (to: Transform, x: number, y = x, z = x): Transform =>
  compose(to, [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0]);

/** Turns about the x axis: positive angles (radians) lean the top away from the viewer. */
export function pitch(to: Transform, angle: number): Transform {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  return compose(to, [1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0]);
}

/** Turns about the vertical: positive angles (radians) turn z towards x. */
export function yaw(to: Transform, angle: number): Transform {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  return compose(to, [c, 0, s, 0, 0, 1, 0, 0, -s, 0, c, 0]);
}

/** Turns about the z axis: positive angles (radians) lean the top to the left. */
export function roll(to: Transform, angle: number): Transform {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  return compose(to, [c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0]);
}
