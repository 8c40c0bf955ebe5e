import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refusalStatus } from './errors.ts';
import { describeRefusal, type Refusal } from './refusal.ts';

// A body that was not asked for is read and dropped up to this size, so that the caller, who may still be sending,
// gets to read the refusal; a larger one is answered at once and its connection closed within the given time.
const drainBytes = 1_048_576;
const drainMs = 2_000;

const extraHeaders: Partial<Record<number, readonly string[]>> = {
  405: ['allow', 'POST'],
  429: ['retry-after', '1'],
  503: ['retry-after', '1'],
};

interface Rendered {
  status: number;
  body: string;
  headers: readonly string[];
}

const render = (refusal: Refusal): Rendered => {
  const status = refusalStatus[refusal.code];
  const message = describeRefusal(refusal);
  const body = JSON.stringify({ message, code: refusal.code });
  const headers = [
    ...['content-type', 'application/json', 'content-length', String(Buffer.byteLength(body))],
    ...['bt_header_axon_status_code', String(status), 'bt_header_axon_status_message', message],
    ...(extraHeaders[status] ?? []),
  ];
  return { status, body, headers };
};

// Refusals without details are the same for everybody: made once, so that a stranger costs next to nothing.
const constant = new Map<string, Rendered>();

const rendered = (refusal: Refusal): Rendered => {
  if (refusal.details !== undefined) return render(refusal);
  const known = constant.get(refusal.code) ?? render(refusal);
  constant.set(refusal.code, known);
  return known;
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

/** Answers with a JSON object that a Python dendrite can read: `message` becomes its `status_message`. */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): number {
  const { status, body, headers } = rendered(refusal);
  if (response.headersSent || response.destroyed) return status;
  const announced = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  const hasBody = request.headers['transfer-encoding'] !== undefined || announced <= Number.MAX_VALUE;
  const small = !hasBody || announced <= drainBytes;
  response.writeHead(status, small ? [...headers] : [...headers, 'connection', 'close']);
  // Node itself reads and drops the rest of a small body, and the connection can be used again, if that is wanted.
  if ((small && response.shouldKeepAlive) || request.complete) response.end(body);
  else {
    response.write(body);
    endAfterBody(request, response);
  }
  return status;
}

/** Answers a request that Node could not parse, for which there is no response object. */
export function sendSocketRefusal(socket: Socket, refusal: Refusal): number {
  const { status, body, headers } = rendered(refusal);
  if (socket.writable) {
    const lines = Array.from(
      { length: headers.length / 2 },
      (_, i) => `${headers[i * 2]}: ${headers[i * 2 + 1]}\r\n`,
    );
    socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}connection: close\r\n\r\n${body}`);
  }
  // Whatever else arrives is not read; a peer that never closes its side must not hold the socket.
  socket.destroySoon();
  return status;
}

/** Answers 200 with the fields that the handler filled in. */
export function sendResult(
  response: ServerResponse,
  result: { name: string; body: string; processTime: number },
): void {
  response.writeHead(200, [
    ...['content-type', 'application/json', 'content-length', String(Buffer.byteLength(result.body))],
    ...['name', result.name, 'bt_header_axon_status_code', '200', 'bt_header_axon_status_message', 'Success'],
    ...['bt_header_axon_process_time', String(result.processTime)],
  ]);
  response.end(result.body);
}
