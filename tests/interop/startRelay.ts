import { connect, createServer, type Socket } from 'node:net';
import { listenOnLoopback } from '../listenOnLoopback.ts';

export interface Relay {
  /** On 127.0.0.1. */
  port: number;
  /** What each connection has sent so far, in the order in which they were opened. */
  sent(): Buffer[];
  close(): Promise<void>;
}

/**
 * A TCP relay that keeps what passes towards `targetPort` and changes nothing, closings included.
 * @param preamble bytes that go first, as of a load balancer
 */
export async function startRelay(targetPort: number, preamble?: Buffer): Promise<Relay> {
  const connections: Buffer[][] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const chunks: Buffer[] = [];
    connections.push(chunks);
    const target = connect(targetPort, '127.0.0.1');
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroySoon();
      });
    }
    if (preamble !== undefined) target.write(preamble);
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.pipe(target);
    target.pipe(client);
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    sent: () => connections.map((chunks) => Buffer.concat(chunks)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
