import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { type ConnectionRefusal, createConnectionLimits } from './createConnectionLimits.ts';
import { type ProxyPreamble, parseProxyPreamble } from './parseProxyPreamble.ts';
import { plainAddress } from './resolveClientAddress.ts';

/** Why a connection was closed; `displaced` ones had their chance and made room for newer ones. */
export type GateRefusal =
  | ConnectionRefusal
  | 'displaced'
  | 'overloaded'
  | 'untrusted-proxy'
  | 'proxy-preamble-invalid';

export interface ConnectionGate {
  /** A request on this connection is being handled. */
  work(socket: Socket): void;
  /** The request is over. */
  rest(socket: Socket): void;
  /** The caller was verified. */
  prove(socket: Socket): void;
  /** Address of the caller of this connection, as far as TCP and the PROXY protocol tell. */
  addressOf(socket: Socket): string;
}

/** Reads the PROXY preamble and puts back what follows it. `null` when there was no valid one in time. */
const readPreamble = (socket: Socket, timeoutMs: number): Promise<ProxyPreamble | null> =>
  new Promise((resolve) => {
    let bytes: Buffer = Buffer.alloc(0);
    const timer = setTimeout(() => finish(null), timeoutMs);
    const finish = (preamble: ProxyPreamble | null): void => {
      clearTimeout(timer);
      socket.removeListener('readable', onReadable).removeListener('close', onClose);
      socket.removeListener('end', onClose).removeListener('error', onClose);
      resolve(preamble);
    };
    const onClose = (): void => finish(null);
    const onReadable = (): void => {
      for (
        let chunk = socket.read() as Buffer | null;
        chunk !== null;
        chunk = socket.read() as Buffer | null
      ) {
        bytes = Buffer.concat([bytes, chunk]);
        const preamble = parseProxyPreamble(bytes);
        if (preamble.status === 'incomplete') continue;
        if (preamble.status === 'complete' && bytes.length > preamble.length) {
          socket.unshift(bytes.subarray(preamble.length));
        }
        finish(preamble);
        return;
      }
    };
    socket.on('readable', onReadable).on('close', onClose).on('end', onClose).on('error', onClose);
  });

/**
 * Stands between the listening socket and the HTTP parser: limits connections (those of trusted proxies aside) and,
 * behind a load balancer, reads the PROXY protocol. What does not pass never reaches the parser.
 */
export function gateConnections(
  server: Server,
  options: {
    connections: number;
    connectionsPerAddress: number;
    proxyProtocol: boolean;
    preambleSeconds: number;
    isTrusted: (address: string) => boolean;
    /** Whether this address is not to be served now. */
    turnsAway: (address: string) => boolean;
    /** Whether its request was let in by another process: it is not refused by one that knows nothing of it yet. */
    isAdopted: (socket: Socket) => boolean;
    refused: (reason: GateRefusal, address: string) => void;
  },
): ConnectionGate {
  const sources = new WeakMap<Socket, string>();
  const limits = createConnectionLimits<Socket>({
    connections: options.connections,
    perAddress: options.connectionsPerAddress,
    displaced: (address) => options.refused('displaced', address),
  });
  // http.Server is a net.Server whose one `connection` listener starts the parser; we call it when we are done.
  const parse = server.listeners('connection');
  server.removeAllListeners('connection');

  const refuse = (socket: Socket, reason: GateRefusal, address: string): void => {
    options.refused(reason, address);
    socket.destroy();
  };

  const admit = async (socket: Socket): Promise<void> => {
    const peer = plainAddress(socket.remoteAddress ?? '');
    const trusted = options.isTrusted(peer);
    if (options.proxyProtocol) {
      if (!trusted) return refuse(socket, 'untrusted-proxy', peer);
      const preamble = await readPreamble(socket, options.preambleSeconds * 1000);
      if (preamble?.status !== 'complete') return refuse(socket, 'proxy-preamble-invalid', peer);
      const source = plainAddress(preamble.source ?? peer);
      sources.set(socket, source);
    }
    const source = sources.get(socket) ?? peer;
    // A proxy carries many callers: what one of them did is not held against the others.
    const isShared = trusted && source === peer;
    const reason = isShared ? null : options.turnsAway(source) ? 'overloaded' : limits.add(socket, source);
    if (reason !== null && !options.isAdopted(socket)) return refuse(socket, reason, source);
    for (const listener of parse) listener.call(server, socket);
  };

  server.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    void admit(socket);
  });
  return {
    ...{ work: limits.work, rest: limits.rest, prove: limits.prove },
    addressOf: (socket) => sources.get(socket) ?? plainAddress(socket.remoteAddress ?? ''),
  };
}
