import type { Server } from 'node:http';
import { isIPv4, type Socket } from 'node:net';

/** A request that another process had begun to read. */
export interface AdoptedRequest {
  /** From the request line on, as far as it was read. */
  readonly bytes: Uint8Array;
  /** `HeldRequest.address`. */
  readonly address: string;
  /** `HeldRequest.receivedNs`; without it the time of the caller counts from now on. */
  readonly receivedNs?: bigint;
}

export interface Adoption {
  adopt(socket: Socket, request: AdoptedRequest): void;
  addressOf(socket: Socket): string | undefined;
  /** What is known of the first request of an adopted connection; `null` from the second on and for others. */
  takeFirst(socket: Socket): { readonly receivedNs: bigint | null } | null;
}

/** A line as a load balancer would send it, for a gate that expects one. Ports and target mean nothing here. */
const proxyLine = (address: string): string => {
  const [kind, target] = isIPv4(address) ? ['TCP4', '127.0.0.1'] : ['TCP6', '::1'];
  return `PROXY ${kind} ${address} ${target} 1 1\r\n`;
};

/**
 * Lets a server go on with connections of another process, as if they had just been opened and had sent what that
 * process read.
 */
export function adoptConnections(server: Server, options: { readonly proxyProtocol: boolean }): Adoption {
  const addresses = new WeakMap<Socket, string>();
  const first = new WeakMap<Socket, { readonly receivedNs: bigint | null }>();
  return {
    adopt(socket, { bytes, address, receivedNs }) {
      // Whatever goes wrong with a connection from elsewhere is the end of that connection only.
      socket.on('error', () => socket.destroy());
      if (socket.destroyed) return;
      addresses.set(socket, address);
      first.set(socket, { receivedNs: receivedNs ?? null });
      // As those that the server itself accepts.
      socket.allowHalfOpen = true;
      const preamble = options.proxyProtocol ? Buffer.from(proxyLine(address)) : Buffer.alloc(0);
      socket.unshift(Buffer.concat([preamble, bytes]));
      server.emit('connection', socket);
    },
    addressOf: (socket) => addresses.get(socket),
    takeFirst(socket) {
      const known = first.get(socket) ?? null;
      first.delete(socket);
      return known;
    },
  };
}
