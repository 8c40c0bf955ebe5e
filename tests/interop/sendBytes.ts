import { connect } from 'node:net';

/** Writes `bytes` to a port of 127.0.0.1. @returns status and JSON body of the first HTTP response */
export const sendBytes = (port: number, bytes: Buffer): Promise<{ status: number; body: unknown }> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const [head = '', body] = text.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (body === undefined || Buffer.byteLength(body) < length) return;
      resolve({ status: Number(head.split(' ')[1]), body: JSON.parse(body) });
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`The connection ended after: ${text}`)));
  });
