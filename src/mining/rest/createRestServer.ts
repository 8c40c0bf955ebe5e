import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type OpenPort, openPort } from '../../bittensor/axon/openPort.ts';
import { trackConnections } from '../../bittensor/axon/trackConnections.ts';
import type { Detector } from '../../detector/createDetector.ts';
import type { Recorder } from '../../records/Recorder.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { httpServerOptions } from '../../support/http/httpServerOptions.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { RateLimiter } from '../limits/RateLimiter.ts';
import { answerPrediction } from './answerPrediction.ts';
import type { RestConfig } from './configSchema.ts';
import { createOpenApi } from './createOpenApi.ts';
import { createRestMetrics } from './createRestMetrics.ts';
import { createTokenCheck } from './createTokenCheck.ts';
import { type ProblemCode, restError } from './errors.ts';
import type { RestContext } from './RestContext.ts';
import type { RestReply } from './RestReply.ts';
import type { HealthAnswer } from './schemas.ts';
import { sendRestReply } from './sendRestReply.ts';
import { sendSocketProblem } from './sendSocketProblem.ts';
import { toProblem } from './toProblem.ts';

export interface RestServerOptions {
  readonly config: RestConfig;
  /** Over the background lane: a challenge goes before whatever comes from here. */
  readonly detector: Pick<Detector, 'detect'>;
  /** As `InferenceClient.state`. */
  readonly model: () => 'never' | 'loading' | 'ready';
  /** Asked with the SHA-256 of the token. */
  readonly limiter: Pick<RateLimiter, 'consume'>;
  /** What the limiter allows now, to be told to callers. */
  readonly allowance?: () => { readonly perMinute: number; readonly burst: number };
  readonly recorder: Pick<Recorder, 'write'>;
  readonly metrics: MetricsRegistry;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The plain HTTP API in front of a detector, for callers without Bittensor. */
export interface RestServer {
  /**
   * Begins to take connections.
   * @param socket a listening socket that was inherited; without it the port of the configuration is opened
   * @returns where it listens: with port 0 the system chose one
   * @throws RC_REST_LISTEN_FAILED
   */
  listen(socket?: { readonly fd: number }): Promise<{ host: string; port: number }>;
  /** As `Miner.drain`. */
  drain(graceSeconds: number): Promise<void>;
  /** Takes nothing more, and cuts what is not done after `graceSeconds` (default 0). */
  close(graceSeconds?: number): Promise<void>;
}

const malformed: Partial<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'RC_REST_HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'RC_REST_REQUEST_TIMEOUT',
};

type Answer = (request: IncomingMessage, response: ServerResponse, ready: () => void) => void;

const createContext = (options: RestServerOptions): RestContext => {
  const { config, allowance, metrics: registry, ...tools } = options;
  const metrics = createRestMetrics(registry);
  const context: RestContext = {
    ...{ ...tools, config, metrics, inFlight: 0, authenticate: createTokenCheck(config.tokens) },
    ratePolicy: () => {
      if (allowance === undefined) return undefined;
      const { perMinute, burst } = allowance();
      return `"token";q=${burst};w=${Math.max(1, Math.round((burst * 60) / perMinute))}`;
    },
  };
  metrics.watch(() => context.inFlight);
  return context;
};

const createRoutes = (context: RestContext): ReadonlyMap<string, Readonly<Record<string, Answer>>> => {
  const { config, metrics, model } = context;
  const fixed =
    (reply: () => RestReply): Answer =>
    (request, response) => {
      metrics.over('other', 'answered', 0);
      sendRestReply(request, response, reply());
    };
  const openApi = createOpenApi(config);
  const document = fixed(() => ({ status: 200, type: 'application/json', headers: {}, body: openApi }));
  const health = fixed(() => {
    const state = model();
    const body: HealthAnswer = { status: state === 'ready' ? 'ok' : 'unavailable', model: state };
    return { status: state === 'ready' ? 200 : 503, type: 'application/json', headers: {}, body };
  });
  const predict: Answer = (request, response, ready) => {
    answerPrediction(request, response, context, ready).catch((error: unknown) =>
      context.logger.error('a request of the REST API could not be closed', { error }),
    );
  };
  return new Map([
    ['/v1/predictions', { POST: predict } as Readonly<Record<string, Answer>>],
    ['/v1/health', { GET: health, HEAD: health }],
    ['/openapi.json', { GET: document, HEAD: document }],
  ]);
};

/**
 * Makes the server on `node:http`: it refuses by headers before it reads a body, takes inherited sockets and ends
 * without losing an answer, as the axon does, and three routes need no framework for that.
 */
export function createRestServer(options: RestServerOptions): RestServer {
  const { config, logger } = options;
  const { limits } = config;
  const context = createContext(options);
  const routes = createRoutes(context);
  const server = createServer(httpServerOptions(limits));
  server.maxConnections = limits.connections;
  server.maxHeadersCount = 64;
  const connections = trackConnections(server);

  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    code: ProblemCode,
    headers: Readonly<Record<string, string>> = {},
  ): void => {
    context.metrics.over('other', code, 0);
    sendRestReply(request, response, toProblem(restError(code), { headers }));
  };
  const handle = (request: IncomingMessage, response: ServerResponse, ready = () => {}): void => {
    const [path = ''] = (request.url ?? '').split('?');
    const methods = routes.get(path);
    if (methods === undefined) {
      refuse(request, response, 'RC_REST_ROUTE_UNKNOWN');
      return;
    }
    const { method = '' } = request;
    const answer = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (answer === undefined) {
      refuse(request, response, 'RC_REST_METHOD_NOT_ALLOWED', { allow: Object.keys(methods).join(', ') });
    } else answer(request, response, ready);
  };

  server.on('request', (request, response) => handle(request, response));
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response, () => response.writeContinue());
  });
  // Node would answer an unknown expectation with an empty 417; RFC 9110 §10.1.1 lets a server ignore it.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
  server.on('error', (error) => {
    // After listening, errors are failed accepts (no file handles left, say): the next one may succeed.
    if (server.listening) logger.warn('the REST API could not take a connection', { error: error.message });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) {
      socket.destroy();
      return;
    }
    const code = malformed[error.code ?? ''] ?? 'RC_REST_REQUEST_MALFORMED';
    context.metrics.over('other', code, 0);
    sendSocketProblem(socket, toProblem(restError(code)));
  });

  let opened: OpenPort | undefined;
  return {
    async listen(socket) {
      const { host, port } = config;
      const fail = (reason: string, cause?: unknown) =>
        restError('RC_REST_LISTEN_FAILED', { host, port: port ?? 'none', reason }, cause);
      if (socket === undefined && port === undefined) throw fail('rest.port is not set');
      try {
        opened = await openPort(server, { host, port: port ?? 0 }, socket);
        return { host: opened.host, port: opened.port };
      } catch (error) {
        throw fail(error instanceof Error ? error.message.replace(/\.$/, '') : String(error), error);
      }
    },
    drain(graceSeconds) {
      opened?.close();
      return connections.drain(graceSeconds);
    },
    close(graceSeconds = 0) {
      opened?.close();
      return connections.close(graceSeconds);
    },
  };
}
