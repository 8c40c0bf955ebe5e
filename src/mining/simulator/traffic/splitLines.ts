import { trafficError } from './errors.ts';

export interface SplitLine {
  /** Without its newline; `null` when it is no UTF-8. */
  readonly text: string | null;
  /** False for a last line without a newline. */
  readonly complete: boolean;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function toLine(parts: readonly Uint8Array[], complete: boolean): SplitLine {
  try {
    return { text: decoder.decode(Buffer.concat(parts)), complete };
  } catch {
    return { text: null, complete };
  }
}

/**
 * Splits bytes at newlines, holding one line at most.
 * @throws RC_TRAFFIC_TOO_LARGE for a line or a whole beyond its limit
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: { readonly lineBytes: number; readonly fileBytes: number },
): AsyncGenerator<SplitLine> {
  let parts: Uint8Array[] = [];
  let held = 0;
  let total = 0;
  const hold = (part: Uint8Array) => {
    held += part.length;
    if (held > limits.lineBytes) {
      throw trafficError('RC_TRAFFIC_TOO_LARGE', { limit: limits.lineBytes, unit: 'bytes in a line' });
    }
    if (part.length > 0) parts.push(part);
  };
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > limits.fileBytes) {
      throw trafficError('RC_TRAFFIC_TOO_LARGE', { limit: limits.fileBytes, unit: 'bytes' });
    }
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      hold(chunk.subarray(start, end));
      yield toLine(parts, true);
      parts = [];
      held = 0;
      start = end + 1;
    }
    hold(chunk.subarray(start));
  }
  if (held > 0) yield toLine(parts, false);
}
