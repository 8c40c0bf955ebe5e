import { fillTemplate } from './fillTemplate.ts';
import { type ErrorCode, RoadcrewError } from './RoadcrewError.ts';

/** One row of docs/errors.md. `{name}` in `message` and `hint` is replaced by the detail of that name. */
export interface ErrorDefinition {
  message: string;
  hint: string;
}

type Details = Readonly<Record<string, unknown>>;

/** Makes an error of this room: `throw walletError('RC_WALLET_PASSWORD_WRONG', { path }, cause)`. */
export interface ErrorFactory<Code extends ErrorCode> {
  (code: Code, details?: Details, cause?: unknown): RoadcrewError;
  readonly definitions: Readonly<Record<Code, ErrorDefinition>>;
}

/**
 * Declares the errors of one room as data. Each room keeps them in its `errors.ts`, from which docs/errors.md is
 * made (`npm run docs:errors`).
 */
export function defineErrors<Code extends ErrorCode>(
  definitions: Readonly<Record<Code, ErrorDefinition>>,
): ErrorFactory<Code> {
  const make = (code: Code, details: Details = {}, cause?: unknown): RoadcrewError => {
    const { message, hint } = definitions[code];
    return new RoadcrewError(code, fillTemplate(message, details), {
      hint: fillTemplate(hint, details),
      details,
      cause,
    });
  };
  return Object.assign(make, { definitions });
}
