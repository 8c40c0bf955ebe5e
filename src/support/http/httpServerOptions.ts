import type { ServerOptions } from 'node:http';

/**
 * What keeps slow and greedy callers from holding a server of `node:http`, whose own defaults wait for minutes.
 * @param limits bytes and seconds, as the sections of the configuration have them
 */
export const httpServerOptions = (limits: {
  readonly headerBytes: number;
  readonly headersSeconds: number;
  readonly requestSeconds: number;
  readonly keepAliveSeconds: number;
}): ServerOptions => ({
  maxHeaderSize: limits.headerBytes,
  headersTimeout: limits.headersSeconds * 1_000,
  requestTimeout: limits.requestSeconds * 1_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: limits.keepAliveSeconds * 1_000,
});
