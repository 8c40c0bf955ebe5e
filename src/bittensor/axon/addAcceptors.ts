import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** More handles on the port of a server. */
export interface Acceptors {
  /** They accept no more; what they accepted stays open. */
  close(): void;
}

/**
 * Lets a server accept several connections in each turn of the event loop. libuv (since 1.45) accepts one for each
 * listening handle. A flood on open connections makes turns long, and new callers, validators too, then wait for
 * seconds in the queue of the kernel.
 * @param server listens already
 * @param where copies of its file descriptor, or how many more sockets to open beside its own; it must have been opened
 *   with `reusePort` for that
 * @throws as `net.Server.listen`
 */
export async function addAcceptors(
  server: Server,
  where:
    | { readonly fds: readonly number[] }
    | { readonly host: string; readonly port: number; count: number },
): Promise<Acceptors> {
  const targets =
    'fds' in where
      ? where.fds.map((fd) => ({ fd }))
      : Array.from({ length: where.count }, () => ({
          ...{ host: where.host, port: where.port, ipv6Only: false, reusePort: true },
        }));
  const opened: Server[] = [];
  const close = (): void => {
    for (const acceptor of opened) acceptor.close();
  };
  try {
    for (const target of targets) {
      // As http.Server makes its own connections.
      const acceptor = createServer({ allowHalfOpen: true, noDelay: true });
      if (server.maxConnections > 0) acceptor.maxConnections = server.maxConnections;
      acceptor.on('connection', (socket) => server.emit('connection', socket));
      acceptor.on('drop', (drop) => server.emit('drop', drop));
      acceptor.listen({ ...target, backlog: 4096 });
      await once(acceptor, 'listening');
      // A failed accept, as that of the server itself; the next one may succeed.
      acceptor.on('error', (error) => server.emit('error', error));
      opened.push(acceptor);
    }
  } catch (error) {
    close();
    throw error;
  }
  return { close };
}
