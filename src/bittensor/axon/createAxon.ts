import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { verifySignature } from '../keys/verifySignature.ts';
import { defineSynapse } from '../synapse/defineSynapse.ts';
import type { AdmissionContext, AdmissionPolicy } from './admitRequest.ts';
import { type AxonConfig, type AxonConfigInput, configSchema } from './configSchema.ts';
import { type ClockOffsetEstimate, createClockOffset } from './createClockOffset.ts';
import { createReplayGuard, type ReplayGuard } from './createReplayGuard.ts';
import { createVerificationBudget } from './createVerificationBudget.ts';
import { axonError, type RefusalCode } from './errors.ts';
import { type GateRefusal, gateConnections } from './gateConnections.ts';
import { type AxonEvent, handleRequest } from './handleRequest.ts';
import { type AuthenticationScheme, legacyAuthentication } from './legacyAuthentication.ts';
import { createAddressSet, resolveClientAddress } from './resolveClientAddress.ts';
import { type Route, route } from './route.ts';
import { sendSocketRefusal } from './sendReply.ts';

export interface AxonOptions {
  /** SS58 address of the miner: the one for which callers sign. The axon needs no secret. */
  hotkey: string;
  routes: readonly Route[];
  policy: AdmissionPolicy;
  /** What is left out takes the defaults of `configSchema`. */
  config?: AxonConfigInput;
  clock?: Clock;
  scheme?: AuthenticationScheme;
  /** Checks a signature, inline by default. `createSignatureVerifier` does it in threads. */
  verify?: AdmissionContext['verify'];
  /** Told of every request once it is over. What it throws becomes a process warning: answering goes on. */
  observe?: (event: AxonEvent) => void;
  /** Told of connections that were closed before a request was read from them. */
  refusedConnection?: (reason: GateRefusal | 'too-many' | 'accept-failed', address: string) => void;
}

export interface Axon {
  /**
   * Opens the port.
   * @returns where it listens: with port 0 the system chose one.
   * @throws RC_AXON_PORT_IN_USE, RC_AXON_PORT_FORBIDDEN, RC_AXON_LISTEN_FAILED
   */
  listen(): Promise<{ host: string; port: number }>;
  /** Closes the port, lets requests in flight finish for up to `graceSeconds`, then cuts what is left. */
  close(graceSeconds?: number): Promise<void>;
  /** How far this clock is ahead of the callers' clocks. */
  clockOffset(): ClockOffsetEstimate | null;
  /** The nonces that a successor must know. */
  readonly replays: Pick<ReplayGuard, 'export' | 'import'>;
  readonly config: AxonConfig;
  connections(): Promise<number>;
}

// Every official axon answers this one; validators and operators use it to see whether the miner is there.
const ping = route(defineSynapse('Synapse', {}), () => ({}));

const listenOn = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: false }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });

const listenError = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
  if (error.code === 'EADDRINUSE') return axonError('RC_AXON_PORT_IN_USE', { host, port }, error);
  if (error.code === 'EACCES') return axonError('RC_AXON_PORT_FORBIDDEN', { port }, error);
  return axonError('RC_AXON_LISTEN_FAILED', { host, port }, error);
};

/** @throws RC_AXON_CONFIG_INVALID, which names every wrong value */
const readConfig = (input: AxonConfigInput): AxonConfig => {
  const { data, error } = configSchema.safeParse(input);
  if (data !== undefined) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw axonError('RC_AXON_CONFIG_INVALID', { problems }, error);
};

/** An observer that cannot harm the request that it observes. */
const guarded =
  <Told extends unknown[]>(observer: ((...told: Told) => void) | undefined) =>
  (...told: Told): void => {
    try {
      observer?.(...told);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  };

const malformed: Partial<Record<string, RefusalCode>> = {
  HPE_HEADER_OVERFLOW: 'RC_AXON_HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'RC_AXON_REQUEST_TIMEOUT',
};

const createAdmission = (options: AxonOptions, config: AxonConfig, clock: Clock): AdmissionContext => {
  const { monotonicNs } = clock;
  const { allowedDeltaSeconds, timeoutCapSeconds, futureSkewSeconds } = config.nonce;
  // A minute more than needed, so that a clock that is set back does not reopen the window for old nonces.
  const retentionSeconds = allowedDeltaSeconds + timeoutCapSeconds + futureSkewSeconds + 60;
  return {
    hotkey: options.hotkey,
    clock,
    policy: options.policy,
    scheme: options.scheme ?? legacyAuthentication,
    window: {
      allowedDelta: allowedDeltaSeconds,
      timeoutCap: timeoutCapSeconds,
      futureSkew: futureSkewSeconds,
    },
    replays: createReplayGuard({ monotonicNs, retentionSeconds, perHotkey: config.limits.noncesPerHotkey }),
    budget: createVerificationBudget({ monotonicNs, perSecond: config.limits.verificationsPerSecond }),
    offset: createClockOffset(),
    verify: options.verify ?? verifySignature,
  };
};

/**
 * A server for signed Bittensor requests. It owns the order in which a request is let in (`admitRequest`); who may
 * call and what is answered are the owner's.
 * @throws RC_AXON_CONFIG_INVALID, RC_AXON_TRUSTED_PROXY_INVALID
 */
export function createAxon(options: AxonOptions): Axon {
  const config = readConfig(options.config ?? {});
  const clock = options.clock ?? systemClock;
  const { limits } = config;
  const observe = guarded(options.observe);
  const refused = guarded(options.refusedConnection);
  const isTrusted = createAddressSet(config.trustedProxies);
  const admission = createAdmission(options, config, clock);
  const routes = new Map([ping, ...options.routes].map((entry) => [`/${entry.synapse.name}`, entry]));
  let closing = false;

  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersSeconds * 1000,
    requestTimeout: limits.requestSeconds * 1000,
    connectionsCheckingInterval: 1000,
    keepAliveTimeout: limits.keepAliveSeconds * 1000,
  });
  server.maxConnections = limits.connections;
  server.maxHeadersCount = 64;

  const gate = gateConnections(server, {
    connectionsPerAddress: limits.connectionsPerAddress,
    proxyProtocol: config.proxyProtocol,
    preambleSeconds: limits.headersSeconds,
    isTrusted,
    refused,
  });
  const addressOf = (request: IncomingMessage): string => {
    const forwardedFor = request.headers['x-forwarded-for'];
    const list = Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor;
    return resolveClientAddress(gate.addressOf(request.socket), list, isTrusted);
  };
  const context = { admission, routes, bodyBytes: limits.bodyBytes, addressOf, observe };

  // Sockets whose request is being handled: `handleRequest` tells what becomes of it, once.
  const handling = new WeakSet<Socket>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (closing) response.shouldKeepAlive = false;
    handling.add(request.socket);
    response.once('finish', () => handling.delete(request.socket));
    void handleRequest(request, response, context);
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
    observe({ outcome: code, status, synapse: null, hotkey: null, address: gate.addressOf(socket), seconds });
  });

  return {
    config,
    replays: admission.replays,
    clockOffset: () => admission.offset.estimate(),
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      }),
    async listen() {
      const { host, port } = config;
      try {
        await listenOn(server, host, port).catch((error: NodeJS.ErrnoException) => {
          // A machine without IPv6 cannot open `::`, but every address is what was meant.
          if (host !== '::' || !['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(error.code ?? '')) throw error;
          return listenOn(server, '0.0.0.0', port);
        });
      } catch (error) {
        throw listenError(error as NodeJS.ErrnoException, host, port);
      }
      const bound = server.address() as AddressInfo;
      return { host: bound.address, port: bound.port };
    },
    async close(graceSeconds = 10) {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceSeconds * 1000);
      await closed;
      clearTimeout(cut);
    },
  };
}
