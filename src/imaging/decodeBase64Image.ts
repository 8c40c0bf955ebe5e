import { defaultDecodeLimits } from './decodeLimits.ts';
import { imagingError } from './errors.ts';

const prefix = /^data:image\/(?:jpeg|jpg|png|webp);base64,/;
/** The longest of them. */
const prefixLength = 'data:image/jpeg;base64,'.length;

/** Why it is not base64, in words; only looked for when it is not. */
const reasonOf = (text: string): string => {
  const wrong = /[^A-Za-z0-9+/=]/.exec(text);
  if (wrong !== null) {
    const code = (wrong[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `the character U+${code} at ${wrong.index} does not belong there`;
  }
  if (text.length % 4 !== 0) return `its length ${text.length} is not a multiple of 4`;
  if (/=(?!=?$)/.test(text)) return 'there is padding before its end';
  return 'its last character carries bits that nothing reads';
};

/**
 * Reads an image field: standard base64 (RFC 4648, section 4) in its one canonical form, so with padding and without
 * white space, behind an optional `data:image/…;base64,`. Validators send it bare.
 * @param maxBytes of the decoded image; the length of the text is judged before anything is decoded
 * @throws RC_IMAGING_BASE64_INVALID, RC_IMAGING_TOO_MANY_BYTES
 */
export function decodeBase64Image(
  text: string,
  maxBytes: number = defaultDecodeLimits.maxBytes,
): Uint8Array<ArrayBuffer> {
  const most = Math.ceil(maxBytes / 3) * 4;
  const start = prefix.exec(text.slice(0, prefixLength))?.[0].length ?? 0;
  const length = text.length - start;
  if (length > most) {
    const bytes = Math.floor((length * 3) / 4);
    throw imagingError('RC_IMAGING_TOO_MANY_BYTES', { bytes, limit: maxBytes });
  }
  const encoded = start === 0 ? text : text.slice(start);
  if (encoded === '') throw imagingError('RC_IMAGING_BASE64_INVALID', { reason: 'it is empty' });
  const bytes = Buffer.from(encoded, 'base64');
  // Buffer reads leniently. What it writes is canonical, so whatever it passed over shows here.
  if (bytes.toString('base64') !== encoded) {
    throw imagingError('RC_IMAGING_BASE64_INVALID', { reason: reasonOf(encoded) });
  }
  if (bytes.length > maxBytes) {
    throw imagingError('RC_IMAGING_TOO_MANY_BYTES', { bytes: bytes.length, limit: maxBytes });
  }
  // A small Buffer is a piece of a pool that others write to.
  return Uint8Array.from(bytes);
}
