import { expect, it } from 'vitest';
import { unlessAborted } from './unlessAborted.ts';

it('gives what the work gives, unless the signal comes first', async () => {
  const controller = new AbortController();
  expect(await unlessAborted(Promise.resolve(1), controller.signal)).toBe(1);
  await expect(unlessAborted(Promise.reject(new Error('no')), controller.signal)).rejects.toThrow('no');
  const waiting = unlessAborted(new Promise(() => {}), controller.signal);
  controller.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(unlessAborted(new Promise(() => {}), controller.signal)).rejects.toThrow('stopped');
});
