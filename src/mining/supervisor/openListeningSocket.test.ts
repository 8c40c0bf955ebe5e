import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openListeningSocket } from './openListeningSocket.ts';
import { openSupervisorSockets } from './openSupervisorSockets.ts';

describe('openListeningSocket', () => {
  it('keeps the port open while the processes that listen on it come and go', async () => {
    const socket = await openListeningSocket({ host: '127.0.0.1', port: 0 });
    const listener = async (): Promise<ChildProcess> => {
      const program =
        'require("net").createServer((c) => c.end(String(process.pid))).listen({ fd: 3 }, () => console.log("up"))';
      const child = spawn(process.execPath, ['-e', program], {
        stdio: ['ignore', 'pipe', 'inherit', socket.fd],
      });
      await once(child.stdout as NodeJS.EventEmitter, 'data');
      return child;
    };
    const first = await listener();
    first.kill('SIGKILL');
    await once(first, 'close');
    const client = connect(socket.port, '127.0.0.1').setEncoding('utf8');
    await once(client, 'connect');
    const answer = once(client, 'data');
    const second = await listener();
    expect(await answer).toEqual([String(second.pid)]);
    second.kill('SIGKILL');
    socket.close();
  });

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(openListeningSocket({ host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'RC_AXON_PORT_IN_USE',
    });
    await expect(
      openSupervisorSockets({ axon: { host: '127.0.0.1', port: 0 }, admin: { host: '127.0.0.1', port } }, []),
    ).rejects.toMatchObject({ code: 'RC_AXON_PORT_IN_USE' });
    other.close();
  });

  it('says that an address is not of this machine', async () => {
    for (const host of ['192.0.2.1', 'nowhere.invalid']) {
      await expect(openListeningSocket({ host, port: 0 })).rejects.toMatchObject({
        code: 'RC_AXON_LISTEN_FAILED',
      });
    }
  });

  it('takes names', async () => {
    const socket = await openListeningSocket({ host: 'localhost', port: 0 });
    expect(socket.host).toMatch(/^(127\.|::1)/);
    socket.close();
  });
});
