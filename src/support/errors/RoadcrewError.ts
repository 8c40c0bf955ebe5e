/** A stable identifier of an error, e.g. `RC_AXON_NONCE_TOO_OLD`. Every code has its row in docs/errors.md. */
export type ErrorCode = `RC_${Uppercase<string>}`;

/** What an error carries beside its sentence. `details` never hold secrets: they are printed and logged. */
export interface RoadcrewErrorOptions {
  hint: string;
  details?: Readonly<Record<string, unknown>> | undefined;
  cause?: unknown;
}

/**
 * The one base of every error that a user can meet: a stable `code`, one sentence of what happened (`message`),
 * one of what to do (`hint`), and the error beneath it (`cause`).
 */
export class RoadcrewError extends Error {
  override readonly name = 'RoadcrewError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: RoadcrewErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? {};
  }

  /**
   * Walks down the chain of causes.
   * @returns the first error (this one included) for which `matches` is true; without `matches`, the deepest
   *   cause; `null` when nothing matches.
   */
  walk(matches?: (error: unknown) => boolean): unknown {
    let current: unknown = this;
    const seen = new Set<unknown>();
    while (!seen.has(current)) {
      seen.add(current);
      if (matches?.(current)) return current;
      const next = current instanceof Error ? current.cause : undefined;
      if (next === undefined || next === null) break;
      current = next;
    }
    return matches ? null : current;
  }

  /** The form that `--json` prints. */
  toJSON(): { code: ErrorCode; message: string; hint: string; details: Readonly<Record<string, unknown>> } {
    return { code: this.code, message: this.message, hint: this.hint, details: this.details };
  }
}
