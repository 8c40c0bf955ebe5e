import { imageTypes } from './schemas.ts';

/** How a body is to be read. */
export type BodyKind = 'image' | 'json';

/**
 * Reads a `Content-Type` with its parameters. Of those only a `charset` other than UTF-8 matters.
 * @returns null for what is not taken
 */
export function bodyKindOf(contentType: string | undefined): BodyKind | null {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (imageTypes.some((known) => known === type)) return 'image';
  if (type !== 'application/json') return null;
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return charset === undefined || /^charset="?utf-?8"?$/.test(charset) ? 'json' : null;
}
