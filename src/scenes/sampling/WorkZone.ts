/** The stretch of road that is closed, in road coordinates, metres. */
export interface WorkZone {
  readonly side: -1 | 1;
  /** Lateral bounds: the side of traffic first. */
  readonly inner: number;
  readonly outer: number;
  readonly from: number;
  readonly to: number;
}
