import type { IncomingMessage, ServerResponse } from 'node:http';
import { endWithoutBody } from '../../support/http/endWithoutBody.ts';
import type { RestReply } from './RestReply.ts';

/** Sends a reply, of which a HEAD request gets the headers. */
export function sendRestReply(
  request: IncomingMessage,
  response: ServerResponse,
  { status, type, headers: own, body }: RestReply,
): void {
  if (response.headersSent || response.destroyed) return;
  const json = JSON.stringify(body);
  const headers = [
    ...['content-type', type, 'content-length', String(Buffer.byteLength(json))],
    ...['cache-control', 'no-store', 'x-content-type-options', 'nosniff'],
    ...Object.entries(own).flat(),
  ];
  endWithoutBody(request, response, { status, headers, body: request.method === 'HEAD' ? '' : json });
}
