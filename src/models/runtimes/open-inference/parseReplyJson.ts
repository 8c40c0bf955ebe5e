import type { z } from 'zod';
import { openInferenceError } from './errors.ts';
import type { ServerPoint } from './ServerPoint.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Digits of a whole number that a double would round are kept as a BigInt. */
const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d{1,20}$/.test(context?.source ?? '')
    ? BigInt(context?.source ?? '')
    : value;

/**
 * Reads JSON that a server sent.
 * @param exact whole numbers beyond 2⁵³ become BigInts; slower
 * @throws RC_OPEN_INFERENCE_REPLY_INVALID
 */
export function parseReplyJson<Schema extends z.ZodType>(
  schema: Schema,
  bytes: Uint8Array,
  point: ServerPoint,
  exact = false,
): z.output<Schema> {
  const invalid = (problem: string) =>
    openInferenceError('RC_OPEN_INFERENCE_REPLY_INVALID', { ...point, problem });
  let value: unknown;
  try {
    const text = decoder.decode(bytes);
    value = exact ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    throw invalid('no JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(
    `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'of another form'}`.slice(0, 300),
  );
}
