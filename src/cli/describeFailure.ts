import { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { redactSecrets } from '../support/redaction/redactSecrets.ts';
import { redactText } from '../support/redaction/redactText.ts';
import { cliError } from './errors.ts';
import { toJsonLine } from './toJsonLine.ts';

export interface FailureStyle {
  readonly json: boolean;
  readonly colour: boolean;
  /** Print stack traces of the error and its causes. */
  readonly stack: boolean;
}

const red = (text: string, colour: boolean): string => (colour ? `\u001b[31m${text}\u001b[39m` : text);

const problemOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.trim().replace(/\.+$/, '') || 'no reason was given';
};

/** Any thrown thing as a `RoadcrewError`; what is none yet becomes `RC_INTERNAL_UNEXPECTED`. */
export const toRoadcrewError = (error: unknown): RoadcrewError =>
  error instanceof RoadcrewError
    ? error
    : cliError('RC_INTERNAL_UNEXPECTED', { problem: problemOf(error) }, error);

function stackOf(error: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  for (let current = error; current instanceof Error && !seen.has(current); current = current.cause) {
    seen.add(current);
    parts.push(current.stack ?? String(current));
  }
  return parts.join('\ncaused by: ');
}

/**
 * How a failure is printed. Secrets that slipped into it are redacted.
 * @returns what belongs on standard output (with `json`, the one object) and on standard error.
 */
export function describeFailure(thrown: unknown, style: FailureStyle): { stdout: string; stderr: string } {
  const error = toRoadcrewError(thrown);
  const stack = style.stack ? `${redactText(stackOf(error))}\n` : '';
  if (style.json) {
    const { code, message, hint, details } = error;
    const plain = {
      code,
      message: redactText(message),
      hint: redactText(hint),
      details: redactSecrets(details),
    };
    return { stdout: toJsonLine({ error: plain }), stderr: stack };
  }
  const lines = [
    `${red(`error ${error.code}:`, style.colour)} ${redactText(error.message)}`,
    `  hint: ${redactText(error.hint)}`,
  ];
  return { stdout: '', stderr: `${lines.join('\n')}\n${stack}` };
}
