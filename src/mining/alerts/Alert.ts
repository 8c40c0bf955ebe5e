/** What an operator is told without asking. One kind is open or not: it is told when it opens and when it is over. */
export const alertKinds = [
  /** No verified challenge for hours. */
  'silence',
  /** A process keeps ending. */
  'crash-loop',
  /** No validator, or our own hotkey, is in the metagraph any more. */
  'permit-lost',
  /** A disk is full or nearly so. */
  'disk',
  /** Records are spilled or lost. */
  'records',
  /** The metagraph snapshot is old or its file is broken. */
  'metagraph',
  /** The yaml changed and cannot be used. */
  'configuration',
  /** This machine's clock is off. */
  'clock',
  /** No model answers. */
  'model',
] as const;
export type AlertKind = (typeof alertKinds)[number];

export interface Alert {
  readonly kind: AlertKind;
  readonly severity: 'warning' | 'critical';
  /** `open`: it is so; `over`: it is so no longer. */
  readonly state: 'open' | 'over';
  /** One sentence that a tired person understands. */
  readonly title: string;
  /** What is known and what to do, in sentences. No secrets; addresses of validators are fine. */
  readonly text: string;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
}

/** Tells the operator. Never throws, never waits. */
export interface Notifier {
  notify(alert: Alert): void;
  /** Sends what waits, for up to a few seconds. */
  close(): Promise<void>;
}
