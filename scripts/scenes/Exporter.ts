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
  readonly part: (
    order: ExportOrder,
    share: { readonly index: number; readonly of: number },
  ) => Promise<readonly unknown[]>;
  readonly finish: (order: ExportOrder, rows: readonly unknown[]) => void;
}
