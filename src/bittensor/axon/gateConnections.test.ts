import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { gateConnections } from './gateConnections.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** A server behind a gate that turns everybody away. */
const start = async ({ adopts = false } = {}) => {
  const server = createServer((_, response) => response.end('here'));
  const refused: string[] = [];
  gateConnections(server, {
    ...{ connections: 10, connectionsPerAddress: 10, proxyProtocol: false, preambleSeconds: 1 },
    isTrusted: (address) => address === '127.0.0.1',
    turnsAway: () => true,
    isAdopted: () => adopts,
    refused: (reason, address) => refused.push(`${address} ${reason}`),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({ close: () => server.close().closeAllConnections() });
  const { port } = server.address() as AddressInfo;
  /** @returns the status line, or nothing where the connection was closed */
  const ask = async (localAddress: string): Promise<string> => {
    const socket: Socket = connect({ port, host: '127.0.0.1', localAddress });
    socket.on('error', () => undefined).setEncoding('latin1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    let text = '';
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    await once(socket, 'close');
    return text.slice(0, 12);
  };
  return { ask, refused };
};

describe('gateConnections', () => {
  it('holds what one caller did against nobody else behind the same trusted proxy', async () => {
    const { ask, refused } = await start();
    expect([await ask('127.0.0.1'), await ask('127.0.0.2')]).toEqual(['HTTP/1.1 200', '']);
    expect(refused).toEqual(['127.0.0.2 overloaded']);
  });

  it('lets a connection pass whose request another process had let in', async () => {
    const { ask, refused } = await start({ adopts: true });
    expect(await ask('127.0.0.2')).toBe('HTTP/1.1 200');
    expect(refused).toEqual([]);
  });
});
