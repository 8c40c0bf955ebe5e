import type { IncomingMessage } from 'node:http';
import type { RequestCustody } from './RequestCustody.ts';

/** Custody of one request. */
export interface Hold {
  chunk(bytes: Uint8Array): void;
  /** Safe to call again. */
  release(): void;
}

let lastId = 0;

/** Request line and headers, byte for byte but for white space around values. */
const headOf = ({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer => {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.toLowerCase() !== 'expect') lines.push(`${name}: ${rawHeaders[index + 1]}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
};

/**
 * Gives a verified request into custody.
 * @returns `null` without custody, and for a body of unknown length, whose pieces could not be put together again
 */
export function holdRequest(
  request: IncomingMessage,
  custody: RequestCustody | undefined,
  known: { readonly address: string; readonly receivedNs: bigint },
): Hold | null {
  if (custody === undefined || request.headers['content-length'] === undefined) return null;
  lastId += 1;
  const id = lastId;
  let held = true;
  custody.admitted(id, request.socket, { head: headOf(request), ...known });
  return {
    chunk: (bytes) => {
      if (held) custody.chunk(id, bytes);
    },
    release: () => {
      if (held) custody.released(id);
      held = false;
    },
  };
}
