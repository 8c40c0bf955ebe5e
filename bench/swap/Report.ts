/** What a run of the benchmark found out; `--json` prints it as it is. */
export interface Report {
  readonly machine: { cpu: string; cores: number; kernel: string; loadAtStart: number; loadAtEnd: number };
  readonly settings: {
    swaps: number;
    warmUps: number;
    imagesPerSecond: number;
    settleSeconds: number;
    workers: number;
    releases: readonly string[];
  };
  readonly swaps: { done: number; startMs: Quantiles; drainMs: Quantiles };
  /** Images sent while the counted swaps went on, by outcome and, of those with evidence, by release. */
  readonly sent: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly byRelease: Readonly<Record<string, number>>;
  readonly latencyMs: Quantiles;
  /** Bytes of the process tree, five samples each. */
  readonly memory: { before: readonly number[]; after: readonly number[]; change: number };
  /** Child processes at the end, before the pool was closed and after. */
  readonly processes: { open: number; closed: number };
  readonly verdicts: readonly { readonly name: string; readonly met: boolean; readonly found: string }[];
}

export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
