import { restError } from './errors.ts';

export interface AskedTimeout {
  readonly timeoutMs: number;
  /** The preference that was honoured, for `Preference-Applied`. */
  readonly applied?: string;
}

/** Less is no answer from any model. */
export const shortestTimeoutMs = 100;

const isInteger = (text: string): boolean => /^\d{1,9}$/.test(text);

const invalid = (reason: string) => restError('RC_REST_TIMEOUT_INVALID', { reason });

/** `wait=N` of a `Prefer` header (RFC 7240): the first counts, what is not understood is passed over. */
const waitOf = (prefer: string): string | undefined => {
  for (const preference of prefer.split(/[,;]/)) {
    const value = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*$/i.exec(preference)?.[1];
    if (value !== undefined) return value;
  }
  return undefined;
};

/**
 * How long a caller wants to wait: `?timeoutMs=N` in milliseconds, else `Prefer: wait=N` in seconds, else the default.
 * A preference is cut to the cap, as it is only one; a parameter beyond it is an error, as it is a demand.
 * @param query of the URL, with or without the question mark
 * @param prefer the value of the header
 * @throws RC_REST_TIMEOUT_INVALID, also for a parameter that does not exist: it was probably meant to be this one
 */
export function readTimeout(
  query: string,
  prefer: string | undefined,
  { timeoutMs, timeoutCapMs }: { readonly timeoutMs: number; readonly timeoutCapMs: number },
): AskedTimeout {
  const parameters = [...new URLSearchParams(query)];
  const other = parameters.find(([name]) => name !== 'timeoutMs');
  if (other !== undefined) throw invalid('the only parameter is timeoutMs');
  const [asked, second] = parameters;
  if (second !== undefined) throw invalid('timeoutMs is there twice');
  if (asked !== undefined) {
    const [, text] = asked;
    const value = Number(text);
    if (!isInteger(text) || value < shortestTimeoutMs || value > timeoutCapMs) {
      throw invalid(`timeoutMs must be a whole number from ${shortestTimeoutMs} to ${timeoutCapMs}`);
    }
    return { timeoutMs: value };
  }
  const wait = prefer === undefined ? undefined : waitOf(prefer);
  if (wait === undefined) return { timeoutMs };
  const waitMs = Number(wait) * 1_000;
  if (waitMs < shortestTimeoutMs) return { timeoutMs };
  const taken = Math.min(waitMs, timeoutCapMs);
  return { timeoutMs: taken, ...(taken === waitMs && { applied: `wait=${Number(wait)}` }) };
}
