/** What is nearest at each sample of a grid. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Nearness: 1/distance for a camera, height towards the sun for a shadow map. Larger is nearer. */
  readonly nearness: Float32Array;
  /** Index of the triangle, −1 where there is none. */
  readonly triangle: Int32Array;
}

export const createFrame = (width: number, height: number, farthest = 0): Frame => ({
  width,
  height,
  nearness: new Float32Array(width * height).fill(farthest),
  triangle: new Int32Array(width * height).fill(-1),
});
