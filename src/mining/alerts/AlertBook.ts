import type { Alert, AlertKind } from './Alert.ts';

/** An alert that is open, and since when. */
export interface OpenAlert {
  readonly kind: AlertKind;
  readonly severity: Alert['severity'];
  readonly title: string;
  readonly text: string;
  /** Wall clock, milliseconds since 1970. */
  readonly since: number;
}

/** Which alerts are open. Everything that notices something tells it here; each kind is open once or not at all. */
export interface AlertBook {
  /**
   * Says that it is so. Told on once: again only where the severity rises. The newest title and text are kept.
   */
  open(kind: AlertKind, alert: Pick<Alert, 'severity' | 'title' | 'text'>): void;
  /** Says that it is so no longer. Told on once; nothing happens where the kind is not open. */
  over(kind: AlertKind): void;
  /** Passes on what is open once more: somebody else listens now. */
  tellAgain(): void;
  /** What is open, the oldest first. */
  list(): OpenAlert[];
}
