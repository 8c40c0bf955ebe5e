import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../../tests/listenOnLoopback.ts';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { checkDisk } from './checkDisk.ts';
import { createAlertBook } from './createAlertBook.ts';
import { createRequestWindow } from './createRequestWindow.ts';
import { createSilenceFacts } from './createSilenceFacts.ts';
import { probeOwnPort } from './probeOwnPort.ts';
import { watchClock } from './watchClock.ts';
import { watchDisk } from './watchDisk.ts';
import { watchEvery } from './watchEvery.ts';
import { watchSilence } from './watchSilence.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = () => {
  const clock = createManualClock();
  const book = createAlertBook({ clock, notifier: { notify: () => {} }, logger: silentLogger });
  return { clock, book, logger: silentLogger, open: () => book.list().map(({ kind }) => kind) };
};

describe('watchEvery', () => {
  it('goes on after what fails, and stops', async () => {
    const { clock, logger } = start();
    let looks = 0;
    const watch = watchEvery({
      ...{ name: 'test', everyMs: minute, clock, logger },
      look: () => {
        looks += 1;
        throw new Error('no');
      },
    });
    await clock.advance(3 * minute);
    expect(looks).toBe(4);
    watch.stop();
    await clock.advance(3 * minute);
    expect(looks).toBe(4);
    expect(clock.sleepers).toBe(0);
  });
});

describe('watchSilence', () => {
  it('tells silence after its hours, whose it is, and its end at the first challenge', async () => {
    const { clock, book, logger, open } = start();
    const requests = createRequestWindow(clock);
    const status = {
      notReady: null,
      lastChallengeAt: null as number | null,
      clockOffsetSeconds: null,
      validators: 4,
      snapshotAgeSeconds: 30,
    };
    let probes = 0;
    const facts = createSilenceFacts({
      clock,
      requests,
      thresholdHours: () => 3,
      status: () => status,
      probe: async () => {
        probes += 1;
        return 'answers';
      },
    });
    const watch = watchSilence({ clock, book, logger, facts });
    await clock.advance(3 * hour);
    expect([open(), probes]).toEqual([[], 0]);
    await clock.advance(2 * minute);
    expect(book.list()).toMatchObject([
      { kind: 'silence', severity: 'warning', title: 'No validator has called for 3.0 hours.' },
    ]);
    requests.record('RC_AXON_SIGNATURE_INVALID', true);
    await clock.advance(minute);
    expect(book.list()).toMatchObject([{ severity: 'critical', text: expect.stringContaining('hotkey') }]);
    status.lastChallengeAt = clock.now();
    await clock.advance(minute);
    expect(open()).toEqual([]);
    watch.stop();
  });
});

describe('createRequestWindow', () => {
  it('counts what silence is judged by, and forgets it by the hour', async () => {
    const clock = createManualClock();
    const window = createRequestWindow(clock);
    window.record('RC_AXON_NOT_PERMITTED', true);
    await clock.advance(2 * hour);
    for (const outcome of ['answered', 'RC_AXON_NONCE_TOO_OLD', 'RC_AXON_NONCE_IN_FUTURE', 'constructor']) {
      window.record(outcome, false);
    }
    expect(window.within(0.5)).toEqual({
      outsideRequests: 0,
      refused: { signature: 0, nonce: 2, notPermitted: 0 },
    });
    expect(window.within(2)).toMatchObject({ outsideRequests: 1, refused: { notPermitted: 1 } });
    await clock.advance(60 * hour);
    window.record('answered', true);
    expect(window.within(1_000)).toMatchObject({ outsideRequests: 1, refused: { nonce: 0 } });
  });
});

describe('probeOwnPort', () => {
  it('knows an axon, something else, and nothing', async () => {
    let isAxon = true;
    const server = createServer((_, response) => {
      response.writeHead(isAxon ? 404 : 200, { 'content-type': 'application/json' }).end('{}');
    });
    const port = await listenOnLoopback(server);
    const probe = (proxyProtocol = false) => probeOwnPort({ host: '::', port, proxyProtocol, fetch });
    expect(await probe()).toBe('answers');
    isAxon = false;
    expect(await probe()).toBe('other');
    expect(await probe(true)).toBeNull();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await probe()).toBe('closed');
  });
});

describe('watchDisk', () => {
  const gib = 2 ** 30;
  it.each([
    ['critical', 0.2, 100],
    ['warning', 0.9, 100],
    ['warning', 4, 100],
    [null, 6, 100],
    [null, 25, 1_000],
    ['critical', 0, 0],
  ])('is %s with %d GiB of %d', (severity, free, total) => {
    const found = checkDisk({
      ...{ folder: '/data', freeBytes: free * gib, totalBytes: total * gib, minimumFreeGb: 1 },
    });
    expect(found?.severity ?? null).toBe(severity);
    expect(`${found?.title} ${found?.text}`).not.toContain('NaN');
  });

  it('opens and closes its alert, and looks at real disks', async () => {
    const { clock, book, logger, open } = start();
    let bavail = 1;
    const options = { clock, book, logger, folder: '/data', minimumFreeGb: () => 1 };
    const watch = watchDisk({
      ...options,
      statfs: async () => ({ bavail, blocks: 10 * 2 ** 18, bsize: 4_096 }),
    });
    await clock.advance(1);
    expect(open()).toEqual(['disk']);
    bavail = 5 * 2 ** 18;
    await clock.advance(minute);
    expect(open()).toEqual([]);
    watch.stop();
    const opened = new Promise<string>((resolve) => {
      const real = watchDisk({
        ...{ ...options, folder: import.meta.dirname, minimumFreeGb: () => 10_000_000 },
        book: { open: (kind) => resolve(kind), over: () => {} },
      });
      clock.advance(1).finally(() => real.stop());
    });
    expect(await opened).toBe('disk');
  });
});

describe('watchClock', () => {
  it('opens while the clock is off', async () => {
    const { clock, book, logger, open } = start();
    let seconds = 3;
    const watch = watchClock({ clock, book, logger, offset: () => ({ seconds, hotkeys: 2 }) });
    await clock.advance(1);
    expect(book.list()).toMatchObject([{ kind: 'clock', severity: 'warning' }]);
    seconds = -9;
    await clock.advance(minute);
    expect(book.list()).toMatchObject([{ severity: 'critical', title: expect.stringContaining('behind') }]);
    seconds = 0.2;
    await clock.advance(minute);
    expect(open()).toEqual([]);
    watch.stop();
  });
});
