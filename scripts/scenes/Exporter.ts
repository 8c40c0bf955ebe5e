/** What to render. */
export interface ExportOrder {
  readonly out: string;
  readonly seed: string;
  readonly count: number;
  /** Longest side, pixels. */
  readonly width: number;
}

/** Renders in several processes: each makes its share, then one of them writes the lists. */
export interface Exporter {
  /** Makes the share, and reports its rows now and then. */
  readonly part: (
    order: ExportOrder,
    share: { readonly index: number; readonly of: number },
    report: (rows: readonly unknown[]) => void,
  ) => Promise<readonly unknown[]>;
  /** Writes the lists of what has been made so far. */
  readonly finish: (order: ExportOrder, rows: readonly unknown[]) => void;
}
