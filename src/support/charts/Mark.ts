/** A position in the units of a chart's axes. */
export type Point = readonly [x: number, y: number];

/** What is drawn into a chart. */
export type Mark =
  | {
      readonly kind: 'line';
      readonly points: readonly Point[];
      readonly colour: string;
      readonly dashed?: boolean;
    }
  /** The area between a line and the bottom, which is y = 0. */
  | { readonly kind: 'area'; readonly points: readonly Point[]; readonly colour: string }
  | {
      readonly kind: 'range';
      readonly x: number;
      readonly low: number;
      readonly high: number;
      readonly colour: string;
    }
  | {
      readonly kind: 'dot';
      readonly at: Point;
      readonly radius: number;
      readonly colour: string;
      readonly note: string;
    }
  | {
      readonly kind: 'bar';
      readonly left: number;
      readonly right: number;
      readonly from: number;
      readonly to: number;
      readonly colour: string;
      readonly note: string;
    };
