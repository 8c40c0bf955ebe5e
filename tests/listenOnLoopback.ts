import type { AddressInfo, Server } from 'node:net';

/** Listens on 127.0.0.1, on a free port unless one is named. @returns the port */
export const listenOnLoopback = (server: Server, port = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
