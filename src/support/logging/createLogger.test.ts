import { describe, expect, it } from 'vitest';
import { findLeaks, plantedSecrets } from '../../../tests/support/plantedSecrets.ts';
import { createManualClock } from '../clock/createManualClock.ts';
import { createLogger, type LoggerOptions } from './createLogger.ts';
import { isLogLevel, type LogLevel, silentLogger } from './Logger.ts';

function collect(options: LoggerOptions = {}) {
  const lines: string[] = [];
  const logger = createLogger({
    ...options,
    clock: createManualClock(1_700_000_000_123_000_000n),
    destination: { write: (line) => lines.push(line) },
  });
  return { logger, lines, parsed: () => lines.map((line) => JSON.parse(line) as unknown) };
}

describe('createLogger', () => {
  it('writes one JSON object a line, at once, with level, time, bindings, details and message', () => {
    const { logger, parsed, lines } = collect({ bindings: { process: 'miner' } });
    logger.child({ room: 'axon' }).info('listening', { port: 8091, nonce: 2n ** 60n });
    expect(lines[0]?.endsWith('\n')).toBe(true);
    expect(parsed()).toEqual([
      {
        level: 'info',
        time: 1_700_000_000_123,
        process: 'miner',
        room: 'axon',
        port: 8091,
        nonce: String(2n ** 60n),
        message: 'listening',
      },
    ]);
  });

  it('drops what is below its level, which may change', () => {
    let level: LogLevel = 'warn';
    const { logger, parsed } = collect({ level: () => level });
    const child = logger.child({});
    for (const name of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) logger[name](name);
    expect(parsed()).toMatchObject([{ message: 'warn' }, { message: 'error' }, { message: 'fatal' }]);
    level = 'trace';
    child.trace('now');
    expect(child.level).toBe('trace');
    level = 'silent';
    child.fatal('not now');
    expect(parsed()).toHaveLength(4);
  });

  it('prints errors with their causes', () => {
    const { logger, parsed } = collect();
    logger.error('failed', { error: new TypeError('outer', { cause: new Error('inner') }) });
    expect(parsed()).toMatchObject([
      {
        error: {
          type: 'TypeError',
          message: 'outer',
          stack: expect.any(String),
          cause: { message: 'inner' },
        },
      },
    ]);
  });

  it('never writes a secret, in the message, the details or the bindings', () => {
    const { mnemonic12, mnemonic24, privateKey, seed, password } = plantedSecrets;
    const { logger, lines } = collect({ bindings: { mnemonic: mnemonic12, note: privateKey } });
    logger.info(`imported ${mnemonic24}`, { wallet: { secretSeed: seed, password, list: [privateKey] } });
    logger.error(`--password=${password}`, { error: Object.assign(new Error(mnemonic12), { privateKey }) });
    logger.child({ token: password }).fatal(privateKey, { mnemonic: mnemonic24.split(' ') });
    expect(lines).toHaveLength(3);
    expect(findLeaks(lines.join(''))).toEqual([]);
  });

  it('is not led astray by details that are named as its own fields', () => {
    const { logger, parsed } = collect();
    logger.info('true message', { message: 'other', level: 'fatal' });
    expect(parsed()).toMatchObject([{ message: 'true message', level: 'info', level_: 'fatal' }]);
  });
});

describe('silentLogger', () => {
  it('takes everything and has children like itself', () => {
    expect(silentLogger.child({ a: 1 })).toBe(silentLogger);
    expect(silentLogger.error('nothing')).toBeUndefined();
    expect(isLogLevel(silentLogger.level)).toBe(true);
    expect(isLogLevel('loud')).toBe(false);
  });
});
