import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { createCustodyClient } from './createCustodyClient.ts';
import type { FromMiner } from './messages.ts';

const head = Buffer.from(
  'POST /ImageSynapse HTTP/1.1\r\nHost: x\r\nBT_Header_Dendrite_hotkey: 5abc\r\n' +
    'bt_header_dendrite_uuid:  some-uuid\r\nbt_header_dendrite_nonce: 1700000000000000000\r\n\r\n',
);
const used = { hotkey: '5abc', uuid: 'some-uuid', nonce: 1_700_000_000_000_000_000n };
const request = { head, address: '192.0.2.1', receivedNs: 1n };
const socketOf = (handle: object | null): Socket =>
  Object.assign(new EventEmitter(), { _handle: handle }) as unknown as Socket;

const world = (limitBytes = 10_000) => {
  const said: { message: FromMiner; handle: unknown }[] = [];
  const client = createCustodyClient({
    say: (message, handle) => void said.push({ message, handle }),
    limitBytes: () => limitBytes,
  });
  return { client, said, kinds: () => said.map(({ message }) => message.kind) };
};

it('sends a request with its connection, its pieces, and its end once', () => {
  const { client, said, kinds } = world();
  const handle = {};
  client.admitted(1, socketOf(handle), request);
  client.chunk(1, Uint8Array.of(1));
  client.released(1);
  client.released(1);
  client.chunk(1, Uint8Array.of(2));
  expect(said[0]).toEqual({ message: { kind: 'admitted', id: 1, used, request, entry: undefined }, handle });
  expect(kinds()).toEqual(['admitted', 'chunk', 'released']);
});

it('sends only the nonce of what does not fit, and gives up what grows too large', () => {
  const { client, said, kinds } = world(head.length + 10);
  client.admitted(1, socketOf({}), request);
  client.chunk(1, new Uint8Array(10));
  client.admitted(2, socketOf({}), request);
  client.chunk(2, new Uint8Array(1));
  expect(said[2]).toEqual({
    ...{ message: { kind: 'admitted', id: 2, used, request: null, entry: undefined }, handle: undefined },
  });
  client.chunk(1, new Uint8Array(1));
  expect(kinds()).toEqual(['admitted', 'chunk', 'admitted', 'released']);
  client.admitted(3, socketOf({}), request);
  expect(said.at(-1)?.message).toMatchObject({ id: 3, request });
});

it('names the entry of the first request of an adopted connection, and its end', () => {
  const { client, said } = world();
  const socket = socketOf({});
  client.adopted(socket, 9);
  client.admitted(1, socket, request);
  expect(said[0]).toMatchObject({ message: { id: 1, entry: 9 }, handle: undefined });
  client.admitted(2, socket, request);
  expect(said[1]).toMatchObject({ message: { id: 2, entry: undefined }, handle: {} });
  (socket as unknown as EventEmitter).emit('close');
  expect(said[2]?.message).toEqual({ kind: 'let-go', entry: 9 });
});

it('keeps nothing of a connection that is closed', () => {
  const { client, said } = world();
  client.admitted(1, socketOf(null), request);
  expect(said[0]?.message).toMatchObject({ request: null, used });
});
