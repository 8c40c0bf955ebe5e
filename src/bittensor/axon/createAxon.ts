import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { httpServerOptions } from '../../support/http/httpServerOptions.ts';
import { defineSynapse } from '../synapse/defineSynapse.ts';
import type { AdmissionContext, AdmissionPolicy } from './admitRequest.ts';
import { type AdoptedRequest, adoptConnections } from './adoptConnections.ts';
import type { AxonConfig, AxonConfigInput } from './configSchema.ts';
import { createAdmission } from './createAdmission.ts';
import type { ClockOffsetEstimate } from './createClockOffset.ts';
import { createDoorVerifier } from './createDoorVerifier.ts';
import { createOverloadGuard } from './createOverloadGuard.ts';
import type { ReplayClaims } from './createReplayClaims.ts';
import type { ReplayGuard } from './createReplayGuard.ts';
import type { RefusalCode } from './errors.ts';
import { type GateRefusal, gateConnections } from './gateConnections.ts';
import { guardObserver } from './guardObserver.ts';
import { type AxonEvent, handleRequest, type RequestContext } from './handleRequest.ts';
import type { AuthenticationScheme } from './legacyAuthentication.ts';
import { type InheritedSocket, type OpenPort, openPort } from './openPort.ts';
import type { RequestCustody } from './RequestCustody.ts';
import { readAxonConfig } from './readAxonConfig.ts';
import { createAddressSet, resolveClientAddress } from './resolveClientAddress.ts';
import { type Route, route } from './route.ts';
import { sendSocketRefusal } from './sendReply.ts';
import { trackConnections } from './trackConnections.ts';

export interface AxonOptions {
  /** SS58 address of the miner: the one for which callers sign. The axon needs no secret. */
  hotkey: string;
  routes: readonly Route[];
  policy: AdmissionPolicy;
  /** What is left out takes the defaults of `configSchema`. */
  config?: AxonConfigInput;
  clock?: Clock;
  scheme?: AuthenticationScheme;
  /** Checks a signature; by default on the event loop and, for suspects, in threads. */
  verify?: AdmissionContext['verify'];
  /** Told of every request once it is over. What it throws becomes a process warning: answering goes on. */
  observe?: (event: AxonEvent) => void;
  /** Told of connections that were closed before a request was read from them. */
  refusedConnection?: (reason: GateRefusal | 'accept-failed', address: string) => void;
  /** Holds verified requests for the case that this process dies. */
  custody?: RequestCustody;
  /** What a predecessor knew of its callers' clocks; see `Axon.clockOffsets`. */
  clockOffsets?: Iterable<readonly [hotkey: string, seconds: number]>;
}

/** The nonces of an axon, for a successor: what was used, and claims of either process. */
export type AxonReplays = Pick<ReplayClaims, 'export' | 'import' | 'delegate'> & Pick<ReplayGuard, 'claim'>;

export interface Axon {
  /**
   * Opens the port, or takes a listening socket that was inherited.
   * @returns where it listens: with port 0 the system chose one.
   * @throws RC_AXON_PORT_IN_USE, RC_AXON_PORT_FORBIDDEN, RC_AXON_LISTEN_FAILED, RC_AXON_SOCKET_UNUSABLE
   */
  listen(socket?: InheritedSocket): Promise<{ host: string; port: number }>;
  /**
   * Ends without losing a request while another process answers on the same socket: takes no new connections, and
   * every answer says `Connection: close`. An idle connection stays open until it brings a request or its keep-alive
   * is over, because a request may be on its way on it. Resolves when all are closed; what is left is cut after
   * `graceSeconds`, which should be above `limits.keepAliveSeconds`.
   */
  drain(graceSeconds: number): Promise<void>;
  /** Closes the port and idle connections, lets requests in flight finish for up to `graceSeconds`, then cuts. */
  close(graceSeconds?: number): Promise<void>;
  /**
   * Goes on with a request of a process that died while it held it: the answer leaves on the same connection. The
   * request is not verified again, and its nonce may have been imported. Call it after `listen`.
   * @param request its bytes as far as they were read, from the request line on; the rest comes from the socket
   */
  adopt(socket: Socket, request: AdoptedRequest): void;
  /** How far this clock is ahead of the callers' clocks. */
  clockOffset(): ClockOffsetEstimate | null;
  /** What each caller's clock said, for `AxonOptions.clockOffsets` of a successor. */
  clockOffsets(): [hotkey: string, seconds: number][];
  /** The nonces that a successor must know, and claims of them while both answer. */
  readonly replays: AxonReplays;
  readonly config: AxonConfig;
  connections(): Promise<number>;
  /** Requests that were let in and are not answered yet, those whose body is still arriving included. */
  inFlight(): number;
}

// Every official axon answers this one; validators and operators use it to see whether the miner is there.
const ping = route(defineSynapse('Synapse', {}), () => ({}));

const guardedCustody = (custody: RequestCustody): RequestCustody => ({
  admitted: guardObserver(custody.admitted.bind(custody)),
  chunk: guardObserver(custody.chunk.bind(custody)),
  released: guardObserver(custody.released.bind(custody)),
});

const malformed: Partial<Record<string, RefusalCode>> = {
  HPE_HEADER_OVERFLOW: 'RC_AXON_HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'RC_AXON_REQUEST_TIMEOUT',
};

/**
 * A server for signed Bittensor requests. It owns the order in which a request is let in (`admitRequest`); who may
 * call and what is answered are the owner's.
 * @throws RC_AXON_CONFIG_INVALID, RC_AXON_TRUSTED_PROXY_INVALID
 */
export function createAxon(options: AxonOptions): Axon {
  const config = readAxonConfig(options.config ?? {});
  const clock = options.clock ?? systemClock;
  const { limits } = config;
  const lateness = monitorEventLoopDelay({ resolution: 20 });
  const overload = createOverloadGuard({ monotonicNs: clock.monotonicNs, lateness });
  const tell = guardObserver(options.observe);
  const observe = (event: AxonEvent): void => {
    overload.observe(event);
    tell(event);
  };
  const refused = guardObserver(options.refusedConnection);
  const isTrusted = createAddressSet(config.trustedProxies);
  const verifier = createDoorVerifier(options.verify === undefined ? limits.verificationThreads : 0);
  const admission = createAdmission(options, { config, clock, verifier });
  const routes = new Map([ping, ...options.routes].map((entry) => [`/${entry.synapse.name}`, entry]));

  const server = createServer(httpServerOptions(limits));
  // The gate limits connections; this is for those of trusted proxies, which it lets pass.
  server.maxConnections = 2 * limits.connections;
  server.maxHeadersCount = 64;

  const adoption = adoptConnections(server, { proxyProtocol: config.proxyProtocol });
  const isAdopted = (socket: Socket): boolean => adoption.addressOf(socket) !== undefined;
  const gate = gateConnections(server, {
    ...{ turnsAway: overload.turnsAway, isAdopted },
    connections: limits.connections,
    connectionsPerAddress: limits.connectionsPerAddress,
    proxyProtocol: config.proxyProtocol,
    preambleSeconds: limits.headersSeconds,
    isTrusted,
    refused,
  });
  const connections = trackConnections(server);
  const addressOf = (request: IncomingMessage): string => {
    const forwardedFor = request.headers['x-forwarded-for'];
    const list = Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor;
    return resolveClientAddress(context.connectionAddress(request), list, isTrusted);
  };
  const context: RequestContext = {
    ...{ admission, routes, bodyBytes: limits.bodyBytes, addressOf, observe },
    connectionAddress: ({ socket }) => adoption.addressOf(socket) ?? gate.addressOf(socket),
    adopted: ({ socket }) => adoption.takeFirst(socket),
    connectionOf: ({ socket }) => (isTrusted(gate.addressOf(socket)) ? undefined : socket),
    admitted: ({ socket }) => gate.prove(socket),
    custody: options.custody && guardedCustody(options.custody),
    inFlight: 0,
  };

  // Sockets whose request is being handled: `handleRequest` tells what becomes of it, once.
  const handling = new WeakSet<Socket>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!isAdopted(request.socket) && overload.turnsAway(addressOf(request))) {
      refused('overloaded', addressOf(request));
      request.socket.destroy();
      return;
    }
    handling.add(request.socket);
    response.once('finish', () => handling.delete(request.socket));
    gate.work(request.socket);
    void handleRequest(request, response, context).then(() => gate.rest(request.socket));
  });
  // Node would answer an unknown expectation with an empty 417; RFC 9110 §10.1.1 lets a server ignore it.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
  // After listening, errors are failed accepts (no file handles left, say): the next one may succeed.
  server.on('error', () => {
    if (server.listening) refused('accept-failed', '');
  });
  server.on('drop', (drop) => refused('too-many', drop?.remoteAddress ?? ''));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) {
      socket.destroy();
      return;
    }
    const code = malformed[error.code ?? ''] ?? 'RC_AXON_REQUEST_MALFORMED';
    const status = sendSocketRefusal(socket, { code });
    if (handling.has(socket)) return;
    const seconds = { admission: 0, body: 0, forward: 0, total: 0 };
    const address = gate.addressOf(socket);
    observe({ outcome: code, status, synapse: null, hotkey: null, uuid: null, call: null, address, seconds });
  });

  let opened: OpenPort | undefined;
  const end = (): Promise<void> => {
    lateness.disable();
    return verifier.close();
  };
  const { has: _, claim: __, claimHere, ...replays } = admission.replays;
  return {
    config,
    replays: { ...replays, claim: claimHere },
    clockOffset: () => admission.offset.estimate(),
    clockOffsets: () => admission.offset.export(),
    connections: async () => connections.size,
    inFlight: () => context.inFlight,
    async listen(socket) {
      lateness.enable();
      opened = await openPort(server, config, socket);
      return { host: opened.host, port: opened.port };
    },
    drain(graceSeconds) {
      opened?.close();
      return connections.drain(graceSeconds).finally(end);
    },
    close(graceSeconds = 10) {
      opened?.close();
      return connections.close(graceSeconds).finally(end);
    },
    adopt: adoption.adopt,
  };
}
