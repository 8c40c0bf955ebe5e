import type { Clock } from '../../support/clock/Clock.ts';
import type { Alert, AlertKind } from './Alert.ts';

/** Decides which alerts are worth a message. */
export interface AlertThrottle {
  take(alert: Alert): void;
  /** Passes on at once what is held, and takes no more. */
  close(): void;
}

interface KindState {
  /** The last one that was passed on. */
  told: Alert | null;
  /** The last one that was taken. */
  latest: Alert;
  /** Openings since then that were not. */
  held: number;
  /** Monotonic ms; until then, openings are held. */
  quietUntil: number;
}

/**
 * An alert is told once when it opens and once when it is over. One that opens again within `coolDownMs` of what was
 * told last is held; what it has become by the end of that time is told then, with how often it opened. What becomes
 * critical is told at once.
 * @param send gets the alert, and how many openings it stands for that were not told
 */
export function createAlertThrottle({
  clock,
  coolDownMs,
  send,
}: {
  clock: Pick<Clock, 'monotonicNs' | 'sleep'>;
  coolDownMs: number;
  send: (alert: Alert, held: number) => void;
}): AlertThrottle {
  const states = new Map<AlertKind, KindState>();
  const closing = new AbortController();
  const nowMs = () => Number(clock.monotonicNs()) / 1e6;

  const tell = (state: KindState) => {
    const { latest, held } = state;
    state.told = latest;
    state.held = 0;
    // The end of an alert belongs to its beginning and starts no new pause, unless it stands for more.
    if (latest.state === 'open' || held > 0) state.quietUntil = nowMs() + coolDownMs;
    send(latest, held);
  };
  const tellLater = async (state: KindState) => {
    try {
      await clock.sleep(Math.max(0, state.quietUntil - nowMs()), closing.signal);
    } catch {
      return; // `close` has told it.
    }
    if (state.held > 0) tell(state);
  };

  return {
    take(alert) {
      if (closing.signal.aborted) return;
      const state = states.get(alert.kind);
      if (state === undefined) {
        if (alert.state === 'over') return;
        const first: KindState = { told: null, latest: alert, held: 0, quietUntil: Number.NEGATIVE_INFINITY };
        states.set(alert.kind, first);
        tell(first);
        return;
      }
      const before = state.latest;
      const isRise =
        alert.state === 'open' && alert.severity === 'critical' && state.told?.severity === 'warning';
      const isNews = alert.state !== before.state || (isRise && before.severity === 'warning');
      state.latest = alert;
      if (!isNews) return;
      if (alert.state === 'over') {
        // What is held already is told with its number, at its time.
        if (state.held === 0) tell(state);
      } else if (isRise || nowMs() >= state.quietUntil) {
        tell(state);
      } else {
        state.held += 1;
        if (state.held === 1) void tellLater(state);
      }
    },
    close() {
      closing.abort();
      for (const state of states.values()) if (state.held > 0) tell(state);
    },
  };
}
