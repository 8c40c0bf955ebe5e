/** Where pictures are taken from, and how points land on the sample grid. */
export interface View {
  readonly eye: readonly [number, number, number];
  /** Unit vectors. */
  readonly right: readonly [number, number, number];
  readonly up: readonly [number, number, number];
  readonly forward: readonly [number, number, number];
  /** Samples per unit of tan(angle), or per metre for an orthographic view. */
  readonly scale: number;
  /** Principal point, samples. */
  readonly centre: readonly [number, number];
  /** Parallel rays (the sun's view) instead of a pinhole. */
  readonly parallel: boolean;
}

/**
 * @param angles radians: yaw turns right, pitch up, roll clockwise as the picture shows it
 */
export function createView(
  eye: readonly [number, number, number],
  angles: { readonly yaw: number; readonly pitch: number; readonly roll: number },
  scale: number,
  centre: readonly [number, number],
  parallel = false,
): View {
  const cy = Math.cos(angles.yaw);
  const sy = Math.sin(angles.yaw);
  const cp = Math.cos(angles.pitch);
  const sp = Math.sin(angles.pitch);
  const cr = Math.cos(angles.roll);
  const sr = Math.sin(angles.roll);
  const forward = [sy * cp, sp, cy * cp] as const;
  const flat = [cy, 0, -sy] as const;
  const steep = [-sy * sp, cp, -cy * sp] as const;
  const right = [0, 1, 2].map((i) => cr * (flat[i] as number) - sr * (steep[i] as number));
  const up = [0, 1, 2].map((i) => sr * (flat[i] as number) + cr * (steep[i] as number));
  return {
    eye,
    right: right as [number, number, number],
    up: up as [number, number, number],
    forward,
    scale,
    centre,
    parallel,
  };
}
