/** What the operator should be told; an `Alert` of the notifier takes its form. */
export interface RecordsProblem {
  readonly kind: 'records' | 'disk';
  readonly severity: 'warning' | 'critical';
  readonly state: 'open' | 'over';
  readonly title: string;
  readonly text: string;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
}
