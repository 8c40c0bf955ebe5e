import type { SilenceFacts } from './SilenceFacts.ts';

/** Long for a loopback, short for a minute's check. */
const limitMs = 5_000;

// An address that means "all" is none to connect to.
const reachableForm: Readonly<Record<string, string>> = { '::': '127.0.0.1', '0.0.0.0': '127.0.0.1' };

/**
 * Asks our own port from this machine: an axon answers `GET /` with 404 and JSON.
 * @param host as the axon listens: an address, `::` for all
 * @returns `null` where the answer would say nothing: behind the PROXY protocol, a plain request is no request
 */
export async function probeOwnPort({
  host,
  port,
  proxyProtocol = false,
  fetch,
}: {
  host: string;
  port: number;
  proxyProtocol?: boolean;
  fetch: typeof globalThis.fetch;
}): Promise<SilenceFacts['port']> {
  if (proxyProtocol) return null;
  const address = reachableForm[host] ?? host;
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}/`;
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
    await response.body?.cancel();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return response.status === 404 && isJson ? 'answers' : 'other';
  } catch {
    return 'closed';
  }
}
