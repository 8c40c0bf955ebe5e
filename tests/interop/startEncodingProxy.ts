import { createServer, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { listenOnLoopback } from '../listenOnLoopback.ts';

/** How the proxy writes the replies that it passes on. */
export type ReplyEncoding = 'chunked' | 'gzip' | 'gzip chunked';

/**
 * An HTTP proxy that passes requests on as they are and writes the replies anew, as proxies on the way may do. Our
 * axon's replies are a few bytes with a length; it never encodes them itself.
 */
export async function startEncodingProxy(
  targetPort: number,
  encoding: ReplyEncoding,
): Promise<{ port: number; close(): void }> {
  const server = createServer((incoming, outgoing) => {
    const passed = request(
      {
        host: '127.0.0.1',
        port: targetPort,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.rawHeaders,
      },
      async (reply) => {
        const plain = Buffer.concat(await reply.toArray());
        const body = encoding === 'chunked' ? plain : gzipSync(plain);
        const { 'content-length': _length, connection: _connection, ...headers } = reply.headers;
        if (encoding !== 'chunked') headers['content-encoding'] = 'gzip';
        if (encoding === 'gzip') headers['content-length'] = String(body.length);
        outgoing.writeHead(reply.statusCode ?? 502, headers);
        // Two writes, so that a chunk ends in the middle of the JSON or of the gzip stream.
        outgoing.write(body.subarray(0, 9));
        outgoing.end(body.subarray(9));
      },
    );
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
