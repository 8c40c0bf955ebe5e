/** Deep enough for what fetch wraps; a chain of causes may be a circle. */
const deepest = 4;

/**
 * Why a `fetch` failed, in words without a full stop at the end. Its own "fetch failed" says nothing, the causes that
 * it wraps do; where these have no message (several addresses were tried), their code stands for it.
 */
export function describeFetchFailure(error: unknown): string {
  const seen = new Set<string>();
  let current = error;
  for (let depth = 0; depth < deepest && current instanceof Error; depth += 1) {
    const { code } = current as { code?: unknown };
    const words = current.message || (typeof code === 'string' ? code : current.name);
    seen.add(words.replace(/\.+$/, ''));
    current = current.cause;
  }
  if (seen.size > 1) seen.delete('fetch failed');
  return [...seen].join(': ') || String(error);
}
