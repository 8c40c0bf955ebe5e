import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

export interface ConnectionTracker {
  /** Connections that are open, adopted ones included. */
  readonly size: number;
  /** As `Axon.drain`. */
  drain(graceSeconds: number): Promise<void>;
  /** As `Axon.close`. */
  close(graceSeconds: number): Promise<void>;
}

/** Before the end of a drain, idle connections get this long to see that they were closed. */
const farewellSeconds = 1;

interface Connection {
  /** Responses that are not over. */
  responses: number;
  /** Bytes that had been read when the last response was over: more than that means that a request is arriving. */
  readAtRest: number;
}

/** Knows which connections of a server are open and which of them are idle, so that it can be ended without loss. */
export function trackConnections(server: Server): ConnectionTracker {
  const open = new Map<Socket, Connection>();
  const responses = new Set<ServerResponse>();
  let ending = false;
  let wake: () => void = () => {};

  server.on('connection', (socket: Socket) => {
    open.set(socket, { responses: 0, readAtRest: 0 });
    socket.once('close', () => {
      open.delete(socket);
      if (open.size === 0) wake();
    });
  });
  // Before whoever answers: what it does at once must already be marked.
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (ending) response.shouldKeepAlive = false;
    const connection = open.get(socket);
    responses.add(response);
    if (connection !== undefined) connection.responses += 1;
    response.once('close', () => {
      responses.delete(response);
      if (connection === undefined) return;
      connection.responses -= 1;
      connection.readAtRest = socket.bytesRead;
    });
  });

  const empty = (): Promise<void> =>
    new Promise((resolve) => {
      const previous = wake;
      wake = () => {
        previous();
        resolve();
      };
      if (open.size === 0) resolve();
    });
  /** From now on answers tell their callers that the connection will not be used again. */
  const announceEnd = (): void => {
    ending = true;
    for (const response of responses) {
      if (!response.headersSent) response.shouldKeepAlive = false;
    }
  };
  const cut = (): void => {
    for (const socket of open.keys()) socket.destroy();
  };
  const endIdle = (): void => {
    for (const [socket, connection] of open) {
      if (connection.responses === 0 && socket.bytesRead === connection.readAtRest) socket.end();
    }
  };

  return {
    get size() {
      return open.size;
    },
    async drain(graceSeconds) {
      announceEnd();
      // The net.Server's own: http's would cut idle connections, on which a request may just be on its way.
      NetServer.prototype.close.call(server);
      const endMs = graceSeconds * 1000;
      const farewell = setTimeout(endIdle, Math.max(0, endMs - farewellSeconds * 1000));
      const end = setTimeout(cut, endMs);
      await empty();
      clearTimeout(farewell);
      clearTimeout(end);
      // Nothing is open any more: this ends the timer by which http looks after its connections.
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    async close(graceSeconds) {
      announceEnd();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const end = setTimeout(cut, graceSeconds * 1000);
      await Promise.all([closed, empty()]);
      clearTimeout(end);
    },
  };
}
