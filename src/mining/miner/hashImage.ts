/** SHA-256 as 64 hexadecimal digits, computed by a thread of Node's pool: a large image must not hold up others. */
export async function hashImage(image: Uint8Array): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', image as Uint8Array<ArrayBuffer>);
  return Buffer.from(digest).toString('hex');
}
