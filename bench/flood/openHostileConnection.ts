import { connect } from 'node:net';

/** How a hostile request ended. */
export type HostileEnd =
  | { readonly status: number }
  /** The server closed the connection without a reply; it was given up; or it could not be opened. */
  | 'cut'
  | 'unanswered'
  | 'failed';

/** A connection of an attacker that carries one request at a time. */
export interface HostileConnection {
  send(bytes: string | Buffer, ended: (end: HostileEnd) => void): void;
  /** Whether another request can be sent on it. */
  readonly usable: boolean;
  close(): void;
}

const patienceMs = 10_000;
const headEnd = Buffer.from('\r\n\r\n');

/** Length of the reply that starts these bytes, or null while that cannot be told. */
const replyLength = (bytes: Buffer): number | null => {
  const split = bytes.indexOf(headEnd);
  if (split < 0) return null;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, split))?.[1];
  return length === undefined ? null : split + headEnd.length + Number(length);
};

/** Opens a connection from one of this machine's loopback addresses, and never throws. */
export function openHostileConnection(port: number, localAddress: string): HostileConnection {
  let ended: ((end: HostileEnd) => void) | null = null;
  let received: Buffer | null = null;
  let connected = false;
  let usable = true;
  const socket = connect({ host: '127.0.0.1', port, localAddress, noDelay: true });
  const finish = (end: HostileEnd): void => {
    const told = ended;
    ended = null;
    received = null;
    socket.setTimeout(0);
    told?.(end);
  };
  const over = (): void => {
    usable = false;
    const status = received === null ? 0 : Number(received.toString('latin1', 9, 12));
    finish(status > 0 ? { status } : connected ? 'cut' : 'failed');
    socket.destroy();
  };
  socket.once('connect', () => {
    connected = true;
  });
  socket.on('error', over);
  socket.on('end', over);
  socket.on('close', over);
  socket.on('timeout', () => {
    usable = false;
    finish('unanswered');
    socket.destroy();
  });
  socket.on('data', (chunk: Buffer) => {
    if (ended === null) return;
    received = received === null ? chunk : Buffer.concat([received, chunk]);
    const length = replyLength(received);
    if (length === null || received.length < length) return;
    finish({ status: Number(received.toString('latin1', 9, 12)) });
  });
  return {
    send(bytes, told) {
      ended = told;
      socket.setTimeout(patienceMs);
      if (typeof bytes === 'string') socket.write(bytes, 'latin1');
      else socket.write(bytes);
    },
    get usable() {
      return usable && ended === null;
    },
    close() {
      usable = false;
      finish('unanswered');
      socket.destroy();
    },
  };
}
