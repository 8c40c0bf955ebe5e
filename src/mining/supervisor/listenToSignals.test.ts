import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { silentLogger } from '../../support/logging/Logger.ts';
import { listenToSignals } from './listenToSignals.ts';

it('reads settings on SIGHUP, upgrades on SIGUSR2, and survives a failed upgrade', async () => {
  const source = new EventEmitter();
  const done: string[] = [];
  const supervisor = {
    async reload() {
      done.push('reload');
      return true;
    },
    async upgrade() {
      done.push('upgrade');
      throw new Error('no');
    },
  };
  const stop = listenToSignals(supervisor, { logger: silentLogger, source });
  source.emit('SIGHUP');
  source.emit('SIGUSR2');
  await Promise.resolve();
  expect(done).toEqual(['reload', 'upgrade']);
  stop();
  expect(source.eventNames()).toEqual([]);
});
