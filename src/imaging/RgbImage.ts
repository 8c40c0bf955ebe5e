/** A decoded picture. */
export interface RgbImage {
  /** Pixels, 1 or more. */
  readonly width: number;
  readonly height: number;
  /** `width × height × 3` bytes: red, green, blue, row by row from the top left. */
  readonly data: Uint8Array;
}
