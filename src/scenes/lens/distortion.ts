/** A point from the centre of the picture, and the square of its distance where that of a corner is 1. */
const fromCentre = (x: number, y: number, width: number, height: number) => {
  const dx = x - width / 2;
  const dy = y - height / 2;
  return { dx, dy, square: (dx * dx + dy * dy) / ((width * width + height * height) / 4) };
};

/**
 * Barrel distortion: where in the undistorted picture a point of the final one comes from. Corners stay where they
 * are.
 *
 * @param x pixels, 0 at the left edge; likewise y
 */
export function distort(
  x: number,
  y: number,
  width: number,
  height: number,
  strength: number,
): readonly [number, number] {
  const { dx, dy, square } = fromCentre(x, y, width, height);
  const factor = (1 + strength * square) / (1 + strength);
  return [width / 2 + dx * factor, height / 2 + dy * factor];
}

/** The inverse of `distort`, by fixed-point iteration (error below 1e-3 pixels for strengths up to 0.3). */
export function undistort(
  x: number,
  y: number,
  width: number,
  height: number,
  strength: number,
): readonly [number, number] {
  const { dx, dy, square } = fromCentre(x, y, width, height);
  let scale = 1;
  for (let k = 0; k < 12; k += 1) scale = (1 + strength) / (1 + strength * square * scale * scale);
  return [width / 2 + dx * scale, height / 2 + dy * scale];
}
