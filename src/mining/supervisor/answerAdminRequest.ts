import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** What the admin process asks the supervisor. */
export interface AdminSource {
  metrics(): Promise<string>;
  /** @returns whether all facts hold, and the facts */
  health(kind: 'live' | 'ready'): Promise<{ readonly holds: boolean; readonly facts: readonly unknown[] }>;
  status(): Promise<unknown>;
}

export interface AdminReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const json = (status: number, body: unknown): AdminReply => ({
  ...{ status, contentType: 'application/json; charset=utf-8' },
  body: `${JSON.stringify(body)}\n`,
});
const refuse = (status: number, message: string): AdminReply => json(status, { message });

/** Name or address of a `Host` header, without port and brackets; `null` for what is none. */
const hostOf = (header: string): string | null => {
  const found = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/@\s]+))(?::\d{1,5})?$/i.exec(header);
  return (found?.[1] ?? found?.[2] ?? null)?.toLowerCase() ?? null;
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/**
 * A page of a stranger, opened in a browser of this machine, can call this port: under a name of its own that
 * resolves to the loopback (DNS rebinding), or across origins. Both are told by the headers that browsers set.
 */
const isForeign = (headers: IncomingHttpHeaders, allowedHosts: readonly string[]): boolean => {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  const name = hostOf(host);
  if (name === null || !(isLoopback(name) || allowedHosts.some((allowed) => allowed.toLowerCase() === name)))
    return true;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) return true;
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

const pages: Readonly<Record<string, (source: AdminSource) => Promise<AdminReply>>> = {
  '/metrics': async (source) => ({
    ...{ status: 200, contentType: 'text/plain; version=0.0.4; charset=utf-8' },
    body: await source.metrics(),
  }),
  '/health/live': async (source) => {
    const { holds, facts } = await source.health('live');
    return json(holds ? 200 : 503, { live: holds, facts });
  },
  '/health/ready': async (source) => {
    const { holds, facts } = await source.health('ready');
    return json(holds ? 200 : 503, { ready: holds, facts });
  },
  '/status': async (source) => json(200, await source.status()),
};

/** Answers one request to the admin port. Never throws. */
export async function answerAdminRequest(
  request: { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders },
  source: AdminSource,
  allowedHosts: readonly string[] = [],
): Promise<AdminReply> {
  if (isForeign(request.headers, allowedHosts)) {
    return refuse(403, 'Call this port by a loopback address, and not from a web page.');
  }
  const path = request.url.split('?', 1)[0] ?? '';
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return refuse(404, `There are ${Object.keys(pages).join(', ')}.`);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'This can only be read.');
  try {
    return await page(source);
  } catch {
    return refuse(503, 'The supervisor does not answer.');
  }
}
