import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { type Alert, type AlertKind, alertKinds, type Notifier } from './Alert.ts';
import type { AlertBook, OpenAlert } from './AlertBook.ts';
import { formatDuration } from './formatDuration.ts';

/** Keeps which alerts are open; logs, counts and passes on what changes. */
export function createAlertBook({
  clock,
  notifier,
  logger,
  metrics,
}: {
  clock: Pick<Clock, 'now'>;
  notifier: Pick<Notifier, 'notify'>;
  logger: Logger;
  metrics?: MetricsRegistry;
}): AlertBook {
  const book = new Map<AlertKind, OpenAlert>();
  const state = metrics?.gauge({
    name: 'alert_open',
    help: '1 while the alert of this kind is open.',
    labels: ['kind'],
  });
  const openings = metrics?.counter({
    name: 'alerts_total',
    help: 'How often an alert of this kind was opened.',
    labels: ['kind'],
  });
  // From the start, so that a rule can tell "not open" from "not there".
  for (const kind of alertKinds) state?.set({ kind }, 0);

  const tell = (alert: Alert) => {
    const { kind, severity, title, text } = alert;
    const write = alert.state === 'over' ? logger.info : severity === 'critical' ? logger.error : logger.warn;
    write(alert.state === 'over' ? 'alert is over' : 'alert', { kind, severity, title, text });
    notifier.notify(alert);
  };

  return {
    open(kind, { severity, title, text }) {
      const known = book.get(kind);
      const at = clock.now();
      book.set(kind, { kind, severity, title, text, since: known?.since ?? at });
      const rises = known?.severity === 'warning' && severity === 'critical';
      if (known !== undefined && !rises) return;
      if (known === undefined) {
        state?.set({ kind }, 1);
        openings?.inc({ kind });
      }
      tell({ kind, severity, title, text, state: 'open', at });
    },
    over(kind) {
      const known = book.get(kind);
      if (known === undefined) return;
      book.delete(kind);
      state?.set({ kind }, 0);
      const at = clock.now();
      const text = `It lasted ${formatDuration(Math.max(0, at - known.since))}.`;
      tell({ kind, severity: known.severity, title: known.title, text, state: 'over', at });
    },
    tellAgain() {
      for (const { since: at, ...alert } of book.values()) notifier.notify({ ...alert, state: 'open', at });
    },
    list: () => [...book.values()].sort((a, b) => a.since - b.since),
  };
}
