import type { Socket } from 'node:net';
import type { toProblem } from './toProblem.ts';

/** Answers a request that Node could not parse, for which there is no response object, and ends the connection. */
export function sendSocketProblem(
  socket: Socket,
  { status, type, body }: ReturnType<typeof toProblem>,
): void {
  if (socket.writable) {
    const json = JSON.stringify(body);
    const lines = [
      ...[`HTTP/1.1 ${status} ${body.title}`, `content-type: ${type}`],
      ...[`content-length: ${Buffer.byteLength(json)}`, 'cache-control: no-store', 'connection: close'],
    ];
    socket.end(`${lines.join('\r\n')}\r\n\r\n${json}`);
  }
  // Whatever else arrives is not read; a peer that never closes its side must not hold the socket.
  socket.destroySoon();
}
