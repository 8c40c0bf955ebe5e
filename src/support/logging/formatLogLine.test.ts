import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../clock/createManualClock.ts';
import { createLogger } from './createLogger.ts';

function collect() {
  const written: string[] = [];
  const logger = createLogger({
    clock: createManualClock(1_700_000_000_123_000_000n),
    destination: { isTTY: true, write: (text) => written.push(text) },
  });
  return { logger, written };
}
const clear = '\r\u001b[2K';

describe('the log on a terminal', () => {
  it('is one plain line each: time, severity, process, sentence, details', () => {
    const { logger, written } = collect();
    logger
      .child({ process: 'miner', room: 'axon' })
      .info('There is a new snapshot.', { neurons: 3, at: null, names: ['a'] });
    logger.warn('connected', { release: 'starter-1' });
    expect(written).toEqual([
      `${clear}2023-11-14T22:13:20Z info  miner: There is a new snapshot. (neurons 3, names ["a"])\n`,
      `${clear}2023-11-14T22:13:20Z warn  connected. (release starter-1)\n`,
    ]);
  });

  it('tells title and text of an alert as sentences', () => {
    const { logger, written } = collect();
    logger.error('alert', { kind: 'disk', title: 'The disk is full.', text: 'Free some.' });
    expect(written[0]).toContain('error alert. The disk is full. Free some. (kind disk)');
  });

  it('tells errors without their stack, and indents further lines', () => {
    const { logger, written } = collect();
    const error = Object.assign(new Error('It is bad:\n  line 3'), { code: 'RC_X', hint: 'Mend it.' });
    logger.error('Not read.', { error });
    expect(written[0]).toBe(
      `${clear}2023-11-14T22:13:20Z error Not read. It is bad:\n    line 3 (RC_X) Mend it.\n`,
    );
  });

  it('writes no control characters, whatever strangers say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.anything(), (text, value) => {
        const { logger, written } = collect();
        logger.info(text, { value, text });
        const line = (written[0] ?? '').slice(clear.length);
        expect(line.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        expect(line.endsWith('\n')).toBe(true);
      }),
    );
  });
});
