import { type AddressInfo, createServer, type Server } from 'node:net';
import { type Acceptors, addAcceptors } from './addAcceptors.ts';
import { axonError } from './errors.ts';

/** A listening socket that was inherited. */
export interface InheritedSocket {
  readonly fd: number;
  /** Further file descriptors of the same socket: as many more connections are accepted in a turn of the event loop. */
  readonly copies?: readonly number[];
}

export interface OpenPort extends Acceptors {
  /** Where the server listens: with port 0 the system chose one. */
  readonly host: string;
  readonly port: number;
}

// What a turn of the event loop may accept. More would only make turns longer.
const acceptors = 16;
// Linux alone deals connections out among sockets of one port.
const reusesPort = process.platform === 'linux';

type Where = { readonly fd: number } | { readonly host: string; readonly port: number; reusePort: boolean };

const listenOn = (server: Server, where: Where): Promise<void> =>
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

/** Fails where somebody listens already, which a socket that shares its port would not notice. */
const checkFree = async (host: string, port: number): Promise<void> => {
  const probe = createServer();
  await listenOn(probe, { host, port, reusePort: false });
  await new Promise((resolve) => probe.close(resolve));
};

const openOwn = async (server: Server, host: string, port: number): Promise<Acceptors> => {
  if (reusesPort && port !== 0) await checkFree(host, port);
  await listenOn(server, { host, port, reusePort: reusesPort });
  if (!reusesPort) return { close: () => undefined };
  const bound = server.address() as AddressInfo;
  return addAcceptors(server, { host, port: bound.port, count: acceptors - 1 });
};

/**
 * Begins to accept connections.
 * @param socket it is used instead of opening a port
 * @throws RC_AXON_PORT_IN_USE, RC_AXON_PORT_FORBIDDEN, RC_AXON_LISTEN_FAILED, RC_AXON_SOCKET_UNUSABLE
 */
export async function openPort(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  socket?: InheritedSocket,
): Promise<OpenPort> {
  const openInherited = async ({ fd, copies = [] }: InheritedSocket): Promise<Acceptors> => {
    await listenOn(server, { fd });
    return addAcceptors(server, { fds: copies });
  };
  const more =
    socket === undefined
      ? await openOwn(server, host, port)
          .catch((error: NodeJS.ErrnoException) => {
            // A machine without IPv6 cannot open `::`, but every address is what was meant.
            if (host !== '::' || !['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(error.code ?? '')) throw error;
            return openOwn(server, '0.0.0.0', port);
          })
          .catch((error: NodeJS.ErrnoException) => {
            throw listenError(error, host, port);
          })
      : await openInherited(socket).catch((error: NodeJS.ErrnoException) => {
          const reason = error.code ?? error.message;
          throw axonError('RC_AXON_SOCKET_UNUSABLE', { fd: socket.fd, reason }, error);
        });
  const bound = server.address() as AddressInfo | string | null;
  if (bound === null || typeof bound === 'string') {
    throw axonError('RC_AXON_SOCKET_UNUSABLE', { fd: socket?.fd, reason: 'it is no TCP socket' });
  }
  return { host: bound.address, port: bound.port, close: more.close };
}
