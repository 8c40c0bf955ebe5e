const longest = 300;

/**
 * Makes a text that a server sent fit for an error message: one line of at most 300 characters, without control
 * characters (it may be shown on a terminal), and without the token, should the server have sent it back.
 */
export function readServerText(text: string, token?: string): string {
  const kept = token === undefined ? text : text.replaceAll(token, '[token]');
  // Cut after the token was removed, or half of it could be left.
  const line = kept
    .slice(0, 4 * longest)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
