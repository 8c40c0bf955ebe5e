import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { endWithoutBody } from '../../support/http/endWithoutBody.ts';
import { refusalStatus } from './errors.ts';
import { describeRefusal, type Refusal } from './refusal.ts';

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

/** Answers with a JSON object that a Python dendrite can read: `message` becomes its `status_message`. */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): number {
  const { status, body, headers } = rendered(refusal);
  if (response.headersSent || response.destroyed) return status;
  endWithoutBody(request, response, { status, headers, body });
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
