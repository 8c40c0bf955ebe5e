/** What a run of upgrades found. */
export interface Report {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly loadAtStart: number };
  readonly upgrades: number;
  readonly sent: number;
  readonly answered: number;
  /** By kind of connection and reason. */
  readonly failures: Readonly<Record<string, number>>;
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly replays: { readonly sent: number; readonly refused: number };
  readonly verdicts: readonly { readonly name: string; readonly met: boolean; readonly found: string }[];
}
