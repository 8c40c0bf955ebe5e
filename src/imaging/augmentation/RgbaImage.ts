/** A cut-out picture. */
export interface RgbaImage {
  /** Pixels, 1 or more. */
  readonly width: number;
  readonly height: number;
  /** `width × height × 4` bytes: red, green, blue (not multiplied by opacity), opacity; row by row from the top left. */
  readonly data: Uint8Array;
}
