/** What a proxy needs to know of a request. */
export interface RequestHead {
  /** Of head and body together. */
  readonly totalBytes: number;
  /** SS58 address of the caller, as it claims. */
  readonly hotkey: string | null;
}

/**
 * Finds the end of a request's head and what it says of its length and caller.
 * @returns `null` while the head is not complete
 */
export function readRequestHead(bytes: Buffer): RequestHead | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  const hotkey = /\r\nbt_header_dendrite_hotkey: *([1-9A-HJ-NP-Za-km-z]{40,60})/i.exec(head)?.[1] ?? null;
  return { totalBytes: end + 4 + length, hotkey };
}
