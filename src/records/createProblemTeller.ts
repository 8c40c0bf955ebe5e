import type { RecorderHealth } from './Recorder.ts';
import type { RecordsProblem } from './RecordsProblem.ts';

/** What is known of the records and their disk at one moment. */
export interface RecordsCondition {
  readonly health: RecorderHealth;
  /** Whether a disk refused to take something. */
  readonly diskFull: boolean;
  /** Free bytes of a disk that is nearly full. */
  readonly lowBytes: number | null;
}

const sentence = (text: string | null): string =>
  text === null ? '' : /[.!?]$/.test(text) ? text : `${text}.`;

/**
 * Makes problems out of conditions: each is told when it begins, when it becomes worse and when it is over, and not in
 * between.
 */
export function createProblemTeller(
  tell: (problem: RecordsProblem) => void,
  now: () => number,
): (condition: RecordsCondition) => void {
  const open = new Map<RecordsProblem['kind'], RecordsProblem['severity']>();

  const show = (
    kind: RecordsProblem['kind'],
    severity: RecordsProblem['severity'] | null,
    title: string,
    text: string,
  ) => {
    const before = open.get(kind);
    if (severity === null) {
      if (before === undefined) return;
      open.delete(kind);
      tell({ kind, severity: before, state: 'over', title, text, at: now() });
    } else if (before === undefined || (before === 'warning' && severity === 'critical')) {
      open.set(kind, severity);
      tell({ kind, severity, state: 'open', title, text, at: now() });
    }
  };

  return ({ health, diskFull, lowBytes }) => {
    const { state, lost, spilled } = health;
    const problem = sentence(health.problem);
    if (state === 'ok') {
      const text = lost === 0 ? 'None was lost.' : `Lost since the start: ${lost}.`;
      show('records', null, 'Predictions are recorded again', text);
    } else if (state === 'spilling') {
      const text = `${problem} They wait in the spill file (${spilled}) and follow when it is back. Answers are not affected.`;
      show('records', 'warning', 'The records database does not take predictions', text.trim());
    } else {
      const text = `${problem} Lost so far: ${lost}. Answers are not affected.`;
      show('records', 'critical', 'Predictions are not recorded', text.trim());
    }

    const free =
      'Free some space, or lower records.keepDays, records.images.keepDays or records.images.maxGb.';
    if (diskFull) show('disk', 'critical', 'A disk of the records is full', `${problem} ${free}`.trim());
    else if (lowBytes !== null) {
      const left = `${Math.floor(lowBytes / 1_048_576)} MiB are left. Images are no longer kept.`;
      show('disk', 'warning', 'The disk of the records is nearly full', `${left} ${free}`);
    } else show('disk', null, 'The disk of the records has space again', '');
  };
}
