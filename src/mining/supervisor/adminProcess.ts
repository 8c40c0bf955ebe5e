import { createServer } from 'node:http';
import { createLogger } from '../../support/logging/createLogger.ts';
import type { LogLevel } from '../../support/logging/Logger.ts';
import { type AdminSource, answerAdminRequest } from './answerAdminRequest.ts';
import type { FromProgram, ToProgram } from './messages.ts';
import { serveSupervisor } from './serveSupervisor.ts';

// The program of the admin process: metrics, health and status over HTTP. It knows nothing itself and asks the
// supervisor each time. `startAdminProcess` starts it.

export interface AdminSettings {
  readonly fd: number;
  readonly allowedHosts: readonly string[];
  readonly level: LogLevel;
}

export type ToAdmin =
  | { readonly kind: 'open'; readonly settings: AdminSettings }
  | { readonly kind: 'told'; readonly id: number; readonly value: unknown }
  | ToProgram;

export type FromAdmin =
  | { readonly kind: 'want'; readonly id: number; readonly what: 'metrics' | 'live' | 'ready' | 'status' }
  | FromProgram;

const patienceMs = 5_000;
let level: LogLevel = 'info';
const logger = createLogger({ level: () => level, bindings: { process: 'admin' } });
let allowedHosts: readonly string[] = [];
let lastId = 0;
const wanted = new Map<number, (value: unknown) => void>();

const want = (what: Extract<FromAdmin, { kind: 'want' }>['what']): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const id = ++lastId;
    const timer = setTimeout(() => {
      wanted.delete(id);
      reject(new Error('the supervisor does not answer'));
    }, patienceMs);
    wanted.set(id, (value) => {
      clearTimeout(timer);
      resolve(value);
    });
    link.say({ kind: 'want', id, what });
  });

const source: AdminSource = {
  metrics: async () => String(await want('metrics')),
  // Both ends are ours.
  health: (kind) => want(kind) as ReturnType<AdminSource['health']>,
  status: () => want('status'),
};

const server = createServer(
  { maxHeaderSize: 8_192, requestTimeout: 5_000, headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
  (request, response) => {
    // Nothing is taken from callers but the line and a few headers.
    request.resume();
    const { method = '', url = '', headers } = request;
    void answerAdminRequest({ method, url, headers }, source, allowedHosts).then(
      ({ status, contentType, body }) => {
        response.writeHead(status, {
          ...{ 'content-type': contentType, 'content-length': Buffer.byteLength(body) },
          ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
        });
        response.end(method === 'HEAD' ? undefined : body);
      },
    );
  },
);
server.maxConnections = 64;

const link = serveSupervisor<ToAdmin, FromAdmin>({
  answers: {},
  async told(message) {
    if (message.kind === 'told') {
      wanted.get(message.id)?.(message.value);
      wanted.delete(message.id);
      return;
    }
    ({ level, allowedHosts } = message.settings);
    process.title = 'roadcrew admin';
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ fd: message.settings.fd }, resolve);
    });
    // From now on errors are failed accepts (no file handles left, say): the next one may succeed.
    server.on('error', (error) => logger.warn('The admin port could not take a connection.', { error }));
    link.ready();
  },
  close: () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  failed: (error) => logger.fatal('The admin process failed.', { error }),
});
