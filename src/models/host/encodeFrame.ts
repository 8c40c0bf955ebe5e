/** What stands before every frame: its length and that of its header, 4 bytes each, big-endian. */
export const prefixBytes = 8;

/**
 * A message for the inference socket: the length of all that follows the first four bytes, the length of the header,
 * the header as JSON, then the attachment as it is. JSON and not V8's own format, because the reader of an answer must
 * be safe from a process whose children decode strangers' images.
 * @param attachment an image; it is not copied
 * @returns what to write, in this order
 */
export function encodeFrame(
  header: unknown,
  attachment: Uint8Array = new Uint8Array(),
): readonly Uint8Array[] {
  const json = Buffer.from(JSON.stringify(header));
  const head = Buffer.allocUnsafe(prefixBytes + json.length);
  head.writeUInt32BE(prefixBytes - 4 + json.length + attachment.length, 0);
  head.writeUInt32BE(json.length, 4);
  json.copy(head, prefixBytes);
  return attachment.length === 0 ? [head] : [head, attachment];
}
