import type { AddressInfo, Server } from 'node:net';
import { axonError } from './errors.ts';

const listenOn = (server: Server, where: { fd: number } | { host: string; port: number }): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    // Connections that wait to be accepted, as many as Linux allows: when they overflow, callers try again after a
    // second, and a flood opens thousands a second.
    server.listen({ ...where, ipv6Only: false, backlog: 4096 }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });

const listenError = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
  if (error.code === 'EADDRINUSE') return axonError('RC_AXON_PORT_IN_USE', { host, port }, error);
  if (error.code === 'EACCES') return axonError('RC_AXON_PORT_FORBIDDEN', { port }, error);
  return axonError('RC_AXON_LISTEN_FAILED', { host, port }, error);
};

/**
 * Begins to accept connections.
 * @param socket a listening socket that was inherited; it is used instead of opening a port
 * @returns where the server listens: with port 0 the system chose one
 * @throws RC_AXON_PORT_IN_USE, RC_AXON_PORT_FORBIDDEN, RC_AXON_LISTEN_FAILED, RC_AXON_SOCKET_UNUSABLE
 */
export async function openPort(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  socket?: { readonly fd: number },
): Promise<{ host: string; port: number }> {
  if (socket !== undefined) {
    await listenOn(server, { fd: socket.fd }).catch((error: NodeJS.ErrnoException) => {
      throw axonError(
        'RC_AXON_SOCKET_UNUSABLE',
        { fd: socket.fd, reason: error.code ?? error.message },
        error,
      );
    });
  } else {
    await listenOn(server, { host, port })
      .catch((error: NodeJS.ErrnoException) => {
        // A machine without IPv6 cannot open `::`, but every address is what was meant.
        if (host !== '::' || !['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(error.code ?? '')) throw error;
        return listenOn(server, { host: '0.0.0.0', port });
      })
      .catch((error: NodeJS.ErrnoException) => {
        throw listenError(error, host, port);
      });
  }
  const bound = server.address() as AddressInfo | string | null;
  if (bound === null || typeof bound === 'string') {
    throw axonError('RC_AXON_SOCKET_UNUSABLE', { fd: socket?.fd, reason: 'it is no TCP socket' });
  }
  return { host: bound.address, port: bound.port };
}
