import { lookup } from 'node:dns/promises';
import net, { isIP } from 'node:net';
import { axonError } from '../../bittensor/axon/errors.ts';

/** A bound socket that this process does not accept on. Children that inherit `fd` listen on it. */
export interface ListeningSocket {
  readonly fd: number;
  readonly host: string;
  readonly port: number;
  close(): void;
}

interface BoundHandle {
  readonly fd: number;
  getsockname(out: { address?: string; port?: number }): number;
  close(): void;
}

/** How Node's own cluster makes the sockets that it shares. It only binds: connections are taken by whoever listens. */
const createHandle = (
  net as unknown as {
    _createServerHandle(
      address: string | null,
      port: number | null,
      type: 4 | 6 | null,
      fd?: number,
    ): BoundHandle | number;
  }
)._createServerHandle;

// As libuv numbers them, on Linux and macOS.
const codes = new Map([
  [-98, 'EADDRINUSE'],
  [-48, 'EADDRINUSE'],
  [-13, 'EACCES'],
  [-1, 'EACCES'],
  [-97, 'EAFNOSUPPORT'],
  [-47, 'EAFNOSUPPORT'],
  [-99, 'EADDRNOTAVAIL'],
  [-49, 'EADDRNOTAVAIL'],
]);

const failure = (status: number, host: string, port: number): Error => {
  const cause = new Error(`bind failed with status ${status}`);
  const code = codes.get(status);
  if (code === 'EADDRINUSE') return axonError('RC_AXON_PORT_IN_USE', { host, port }, cause);
  if (code === 'EACCES') return axonError('RC_AXON_PORT_FORBIDDEN', { port }, cause);
  return axonError('RC_AXON_LISTEN_FAILED', { host, port }, cause);
};

const bind = (address: string, port: number): BoundHandle | number => {
  const handle = createHandle(address, port, isIP(address) === 6 ? 6 : 4);
  if (typeof handle === 'number') return handle;
  // Whether the port is taken is told only now.
  const status = handle.getsockname({});
  if (status === 0) return handle;
  handle.close();
  return status;
};

const describe = (handle: BoundHandle): ListeningSocket => {
  const name: { address?: string; port?: number } = {};
  handle.getsockname(name);
  return { fd: handle.fd, host: name.address ?? '', port: name.port ?? 0, close: () => handle.close() };
};

/**
 * Opens a port and keeps it open while the processes that answer on it come and go: from the first time that one of
 * them listens, connections that none takes wait in the kernel.
 * @param address host is an address or a name; port 0 lets the system choose; `fd` is a socket that was inherited
 *   from a service manager, in place of both
 * @throws RC_AXON_PORT_IN_USE, RC_AXON_PORT_FORBIDDEN, RC_AXON_LISTEN_FAILED
 */
export async function openListeningSocket(
  address: { readonly host: string; readonly port: number } | { readonly fd: number },
): Promise<ListeningSocket> {
  if ('fd' in address) {
    const handle = createHandle(null, null, null, address.fd);
    if (typeof handle === 'number') throw failure(handle, 'an inherited socket', 0);
    return describe(handle);
  }
  const { host, port } = address;
  const resolved =
    isIP(host) > 0
      ? host
      : await lookup(host).then(
          ({ address: found }) => found,
          (error: unknown) => {
            throw axonError('RC_AXON_LISTEN_FAILED', { host, port }, error);
          },
        );
  let handle = bind(resolved, port);
  // A machine without IPv6 cannot open `::`, but every address is what was meant.
  if (
    typeof handle === 'number' &&
    resolved === '::' &&
    ['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(codes.get(handle) ?? '')
  ) {
    handle = bind('0.0.0.0', port);
  }
  if (typeof handle === 'number') throw failure(handle, host, port);
  return describe(handle);
}
