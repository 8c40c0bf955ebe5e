/**
 * Text of strangers (a reply's status message, a file's name) as it may stand in a terminal or a page: control
 * characters, which could move the cursor or hide what was written, become spaces.
 * @param limit characters; what is longer is cut and ends with an ellipsis
 */
export function plainText(text: string, limit = 200): string {
  // C0, DEL, C1, and the marks that reorder or hide text.
  const plain = text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu, ' ').trim();
  const characters = [...plain];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : plain;
}
