/** A road along +z and what lies beside it. Lateral positions x are from its middle line, metres. */
export interface Road {
  readonly kind: 'city' | 'suburb' | 'country' | 'highway';
  /** Lanes left (oncoming) and right of the middle line. */
  readonly lanes: readonly [left: number, right: number];
  readonly laneWidth: number;
  /** Paved strip beyond the outer lanes: shoulder or parking. */
  readonly margin: number;
  /** Width of the pavement for walkers; 0 for none. */
  readonly sidewalk: number;
  /** Bend, 1/metres (positive to the right), and rise, metres a metre. */
  readonly bend: number;
  readonly rise: number;
  readonly surface: 'dark' | 'grey' | 'pale' | 'worn';
  readonly middleLine: 'yellowDouble' | 'yellowDashed' | 'whiteDashed' | 'none';
  readonly edgeLines: boolean;
  /** Distance of a crossing with stop line, metres; absent for none. */
  readonly crossing?: number;
  /** Kerbs painted red and white. */
  readonly paintedKerb: boolean;
  readonly wet: boolean;
}

/** Lateral position of the edge of the asphalt: −1 for the left, 1 for the right. */
export const edgeOf = (road: Road, side: -1 | 1): number =>
  side * (road.lanes[side < 0 ? 0 : 1] * road.laneWidth + road.margin);
