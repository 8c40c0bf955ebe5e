import { createConnection, type Socket } from 'node:net';
import type { SignedCall } from './signCalls.ts';

/** What came back for a call. */
export interface WireReply {
  status: number;
  body: string;
  /** `performance.now()` at which the last byte was there. */
  receivedMs: number;
}

/** One keep-alive connection that carries one call at a time. */
export interface Connection {
  call(call: SignedCall, done: (reply: WireReply) => void): void;
  close(): void;
}

const headEnd = Buffer.from('\r\n\r\n');

/** The reply that starts the buffer, or null while it is incomplete. Only what our two servers send is understood. */
const parseReply = (bytes: Buffer, receivedMs: number): WireReply | null => {
  const split = bytes.indexOf(headEnd);
  if (split < 0) return null;
  const head = bytes.toString('latin1', 0, split);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
  if (!Number.isInteger(status) || !Number.isInteger(length)) {
    throw new Error(`A reply of an unexpected form: ${head.slice(0, 200)}`);
  }
  const total = split + headEnd.length + length;
  if (bytes.length > total) throw new Error('The server sent more than its reply.');
  if (bytes.length < total) return null;
  return { status, body: bytes.toString('latin1', split + headEnd.length), receivedMs };
};

/**
 * Opens a keep-alive connection on bare TCP, so that the generator costs the same little for every server.
 * @param failed told of everything that ends the connection before `close`
 */
export async function openConnection(port: number, failed: (error: Error) => void): Promise<Connection> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = createConnection({ host: '127.0.0.1', port, noDelay: true }, () => resolve(opening));
    opening.once('error', reject);
  });
  let chunks: Buffer[] = [];
  let waiting: ((reply: WireReply) => void) | null = null;
  let closing = false;
  const fail = (error: Error): void => {
    if (!closing) failed(error);
    closing = true;
    socket.destroy();
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server closed a connection.')));
  socket.on('data', (chunk: Buffer) => {
    const receivedMs = performance.now();
    chunks.push(chunk);
    try {
      const reply = parseReply(chunks.length === 1 ? chunk : Buffer.concat(chunks), receivedMs);
      if (reply === null) return;
      const done = waiting;
      if (done === null) throw new Error('The server sent a reply to nothing.');
      chunks = [];
      waiting = null;
      done(reply);
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
  return {
    call(call, done) {
      waiting = done;
      socket.write(Buffer.concat([call.start, call.image, call.end]));
    },
    close() {
      closing = true;
      socket.destroy();
    },
  };
}
