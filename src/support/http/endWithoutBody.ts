import type { IncomingMessage, ServerResponse } from 'node:http';

// A body that was not asked for is read and dropped up to this size, so that the caller, who may still be sending,
// gets to read the refusal; a larger one is answered at once and its connection closed within the given time.
const drainBytes = 1_048_576;
const drainMs = 2_000;

const isSmall = ({ headers }: IncomingMessage): boolean => {
  const announced = Number(headers['content-length'] ?? Number.POSITIVE_INFINITY);
  const hasBody = headers['transfer-encoding'] !== undefined || announced <= Number.MAX_VALUE;
  return !hasBody || announced <= drainBytes;
};

/**
 * Ends the response only when the caller has stopped sending or has had time to read it. A socket that is closed with
 * unread bytes in it resets the connection, and the caller, or a proxy between, may lose the refusal that it got.
 */
const endAfterBody = (request: IncomingMessage, response: ServerResponse): void => {
  let dropped = 0;
  const end = (): void => {
    clearTimeout(cut);
    response.end();
  };
  const cut = setTimeout(end, drainMs);
  request.once('end', end).once('close', end);
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length;
    // Beyond the bound nothing more is read: that stops the sender without cutting it off.
    if (dropped > drainBytes) request.pause();
  });
  request.resume();
};

/**
 * Answers a request whose body nobody wants to read, so that the caller gets to read the answer: a large body closes
 * the connection, and not before the caller has had time.
 * @param headers names and values in turn
 */
export function endWithoutBody(
  request: IncomingMessage,
  response: ServerResponse,
  {
    status,
    headers,
    body,
  }: { readonly status: number; readonly headers: readonly string[]; readonly body: string },
): void {
  const small = isSmall(request);
  response.writeHead(status, small ? [...headers] : [...headers, 'connection', 'close']);
  // Node itself reads and drops the rest of a small body, and the connection can be used again, if that is wanted.
  if ((small && response.shouldKeepAlive) || request.complete) response.end(body);
  else {
    response.write(body);
    endAfterBody(request, response);
  }
}
