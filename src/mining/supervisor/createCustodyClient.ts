import type { Socket } from 'node:net';
import type { UsedNonce } from '../../bittensor/axon/createReplayGuard.ts';
import type { RequestCustody } from '../../bittensor/axon/RequestCustody.ts';
import type { FromMiner } from './messages.ts';

/** The miner's end of the custody. */
export interface CustodyClient extends RequestCustody {
  /** This connection was adopted: its first request is the one of `entry`. */
  adopted(socket: Socket, entry: number): void;
}

const field = (head: string, name: string): string | null =>
  new RegExp(`^bt_header_dendrite_${name}: *(.*?) *$`, 'im').exec(head)?.[1] ?? null;

/** The nonce of a request that was let in: its headers were checked, so what is missing here is not there. */
const nonceOf = (head: Buffer): UsedNonce | null => {
  const text = head.toString('latin1');
  const [hotkey, uuid, nonce] = [field(text, 'hotkey'), field(text, 'uuid'), field(text, 'nonce')];
  if (hotkey === null || uuid === null || nonce === null || !/^\d{1,20}$/.test(nonce)) return null;
  return { hotkey, uuid, nonce: BigInt(nonce) };
};

/** A net.Socket's own handle: sent as it is, so that the supervisor does not begin to read from it. */
const handleOf = (socket: Socket): unknown =>
  (socket as unknown as { _handle?: unknown })._handle ?? undefined;

/**
 * Sends verified requests to the supervisor, until they are answered. What would exceed the limit is not sent, only
 * its nonce, which a successor must know in any case.
 * @param options.limitBytes of all that is kept at a time
 */
export function createCustodyClient(options: {
  readonly say: (message: FromMiner, handle?: unknown) => void;
  readonly limitBytes: () => number;
}): CustodyClient {
  const { say, limitBytes } = options;
  const kept = new Map<number, number>();
  const entries = new WeakMap<Socket, number>();
  let bytes = 0;

  const release = (id: number): void => {
    const size = kept.get(id);
    if (size === undefined) return;
    kept.delete(id);
    bytes -= size;
    say({ kind: 'released', id });
  };

  return {
    adopted(socket, entry) {
      entries.set(socket, entry);
      socket.once('close', () => say({ kind: 'let-go', entry }));
    },
    admitted(id, socket, { head, address, receivedNs }) {
      const used = nonceOf(head);
      const entry = entries.get(socket);
      entries.delete(socket);
      const handle = entry === undefined ? handleOf(socket) : undefined;
      const fits = bytes + head.length <= limitBytes() && (handle !== undefined || entry !== undefined);
      const request = fits ? { head, address, receivedNs } : null;
      say({ kind: 'admitted', id, used, request, entry }, fits ? handle : undefined);
      if (!fits) return;
      kept.set(id, head.length);
      bytes += head.length;
    },
    chunk(id, piece) {
      const size = kept.get(id);
      if (size === undefined) return;
      if (bytes + piece.length > limitBytes()) {
        release(id);
        return;
      }
      kept.set(id, size + piece.length);
      bytes += piece.length;
      say({ kind: 'chunk', id, bytes: piece });
    },
    released: release,
  };
}
