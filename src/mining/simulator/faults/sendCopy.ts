import { connect } from 'node:net';

/**
 * Sends the bytes of a request on a connection of its own.
 * @returns the status of the reply; `null` when none came
 */
export function sendCopy(
  target: { readonly host: string; readonly port: number },
  request: Uint8Array,
  signal: AbortSignal,
): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect(target);
    let text = '';
    const finish = () => {
      signal.removeEventListener('abort', finish);
      socket.destroy();
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
      resolve(status === undefined ? null : Number(status));
    };
    signal.addEventListener('abort', finish, { once: true });
    socket.once('error', finish).once('close', finish);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (text.includes('\r\n')) finish();
    });
    socket.write(request);
  });
}
