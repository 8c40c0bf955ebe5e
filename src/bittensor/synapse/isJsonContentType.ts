/**
 * Whether a Content-Type announces JSON: `application/json` or `application/<something>+json`, in any case, with or
 * without parameters. The rule of aiohttp, by which the SDK's dendrite decides whether it reads a reply.
 */
export function isJsonContentType(contentType: string): boolean {
  const [type = ''] = contentType.split(';');
  return /^application\/(?:[\w.+-]+\+)?json$/i.test(type.trim());
}
