import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { Alert } from './Alert.ts';
import { createAlertBook } from './createAlertBook.ts';
import { formatDuration } from './formatDuration.ts';

const start = () => {
  const told: Alert[] = [];
  const clock = createManualClock();
  const metrics = createMetricsRegistry();
  const notifier = { notify: (alert: Alert) => void told.push(alert) };
  return { told, clock, metrics, book: createAlertBook({ clock, notifier, logger: silentLogger, metrics }) };
};
const warning = { severity: 'warning', title: 'The disk is nearly full.', text: 'Make room.' } as const;

describe('createAlertBook', () => {
  it('tells once that it is so and once that it is over, and for how long it was', async () => {
    const { told, book, clock } = start();
    book.over('disk');
    book.open('disk', warning);
    const since = clock.now();
    await clock.advance(90_000);
    book.open('disk', { ...warning, text: 'Make more room.' });
    expect(book.list()).toEqual([{ kind: 'disk', ...warning, text: 'Make more room.', since }]);
    book.over('disk');
    book.over('disk');
    expect(book.list()).toEqual([]);
    expect(told).toEqual([
      { kind: 'disk', ...warning, state: 'open', at: since },
      { kind: 'disk', ...warning, text: 'It lasted 90 seconds.', state: 'over', at: since + 90_000 },
    ]);
  });

  it('tells again what becomes critical, and not what becomes a warning', () => {
    const { told, book } = start();
    book.open('disk', warning);
    book.open('disk', { ...warning, severity: 'critical' });
    book.open('disk', warning);
    expect(told.map(({ severity }) => severity)).toEqual(['warning', 'critical']);
  });

  it('tells again what is open when somebody else listens', () => {
    const { told, book, clock } = start();
    book.open('disk', warning);
    book.open('clock', warning);
    book.over('clock');
    told.length = 0;
    book.tellAgain();
    expect(told).toEqual([{ kind: 'disk', ...warning, state: 'open', at: clock.now() }]);
  });

  it('keeps kinds apart, and shows each of them to Prometheus from the start', async () => {
    const { book, metrics, clock } = start();
    expect(await metrics.render()).toContain('alert_open{kind="silence"} 0');
    book.open('silence', warning);
    await clock.advance(1);
    book.open('clock', warning);
    book.over('clock');
    book.open('clock', warning);
    expect(book.list().map(({ kind }) => kind)).toEqual(['silence', 'clock']);
    const text = await metrics.render();
    expect(text).toContain('alert_open{kind="silence"} 1');
    expect(text).toContain('alert_open{kind="disk"} 0');
    expect(text).toContain('alerts_total{kind="clock"} 2');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 seconds'],
    [1_000, '1 second'],
    [119_999, '119 seconds'],
    [120_000, '2 minutes'],
    [7_200_000, '2 hours'],
    [3 * 86_400_000, '3 days'],
  ])('says %i ms as %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});
