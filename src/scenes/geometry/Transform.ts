/**
 * A 3 × 4 affine matrix, row by row: `[xx, xy, xz, tx, yx, …]`. Scenes are right-handed enough for a camera: x to the
 * right, y up, z away along the road, metres.
 */
export type Transform = readonly number[];
