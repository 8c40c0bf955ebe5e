import { expect, it } from 'vitest';
import { readInheritedSockets } from './readInheritedSockets.ts';

it('takes the sockets that are meant for this process', () => {
  const env = { LISTEN_PID: '42', LISTEN_FDS: '2', LISTEN_FDNAMES: 'axon:rest' };
  expect(readInheritedSockets(env, 42)).toEqual([
    { fd: 3, name: 'axon' },
    { fd: 4, name: 'rest' },
  ]);
  expect(readInheritedSockets(env, 43)).toEqual([]);
  expect(readInheritedSockets({ LISTEN_PID: '42', LISTEN_FDS: '1' }, 42)).toEqual([
    { fd: 3, name: 'unknown' },
  ]);
  expect(readInheritedSockets({ LISTEN_PID: '42', LISTEN_FDS: 'x' }, 42)).toEqual([]);
  expect(readInheritedSockets({}, 42)).toEqual([]);
});
