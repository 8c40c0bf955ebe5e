import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../../tests/listenOnLoopback.ts';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createLogger } from '../../support/logging/createLogger.ts';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { type Alert, alertKinds } from './Alert.ts';
import { createNotifierMetrics } from './createNotifierMetrics.ts';
import { createWebhookNotifier } from './createWebhookNotifier.ts';

type Reply = (response: ServerResponse, request: IncomingMessage) => void;
const status =
  (code: number, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(code, headers).end('body');

/** A real server that gives each request the next of `replies`, the last one for ever. */
async function start(replies: readonly Reply[], { path = '/hook/s3cret', coolDownMinutes = 0 } = {}) {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>);
    const reply = replies[Math.min(bodies.length, replies.length) - 1];
    reply?.(response, request);
    server.emit('told');
  });
  const port = await listenOnLoopback(server);
  const world = open(`http://127.0.0.1:${port}${path}`, coolDownMinutes);
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { ...world, bodies, server, port, told: () => once(server, 'told') };
}

function open(webhook: string | undefined, coolDownMinutes = 0) {
  const clock = createManualClock();
  const lines: string[] = [];
  const metrics = createMetricsRegistry();
  const notifier = createWebhookNotifier({
    config: { format: 'auto', coolDownMinutes, ...(webhook === undefined ? {} : { webhook }) },
    clock,
    random: createRandom(1),
    fetch,
    logger: createLogger({ level: 'trace', destination: { write: (line) => lines.push(line) } }),
    metrics: createNotifierMetrics(metrics),
    host: 'rig',
  });
  return { clock, lines, metrics, notifier };
}

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

const alert = (change: Partial<Alert> = {}): Alert => ({
  kind: 'disk',
  severity: 'warning',
  state: 'open',
  title: 'Full.',
  text: 'Make room.',
  at: 0,
  ...change,
});

/** Lets real sockets do their work between two steps of the manual clock, until `done`. */
async function until(done: () => boolean, step?: () => Promise<unknown>): Promise<void> {
  for (let round = 0; !done(); round += 1) {
    if (round > 2_000) throw new Error('it never came to that');
    await step?.();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe('createWebhookNotifier', () => {
  it('posts what opens and what is over, in order', async () => {
    const { notifier, bodies } = await start([status(204)]);
    notifier.notify(alert());
    notifier.notify(alert());
    notifier.notify(alert({ kind: 'clock', severity: 'critical' }));
    notifier.notify(alert({ state: 'over' }));
    await until(() => bodies.length === 3);
    expect(bodies.map(({ kind, state, host }) => [kind, state, host])).toEqual([
      ['disk', 'open', 'rig'],
      ['clock', 'open', 'rig'],
      ['disk', 'over', 'rig'],
    ]);
    await notifier.close();
  });

  it('tries again after errors of the server, later and later, and as late as it says', async () => {
    const { notifier, bodies, clock, lines, metrics } = await start([
      status(500),
      status(429, { 'retry-after': '120' }),
      status(200),
    ]);
    notifier.notify(alert());
    await until(() => lines.length === 1);
    await clock.advance(1_000);
    await until(() => lines.length === 2);
    await clock.advance(119_000);
    expect(bodies).toHaveLength(2);
    await clock.advance(1_000);
    await until(() => bodies.length === 3);
    await notifier.close();
    expect(await metrics.render()).toContain('alert_messages_total{outcome="delivered"} 1');
  });

  it('gives up what is refused, and follows no redirect', async () => {
    const { notifier, bodies, lines, metrics } = await start([
      status(307, { location: '/elsewhere' }),
      status(404),
      status(200),
    ]);
    for (const kind of ['disk', 'clock', 'model'] as const) notifier.notify(alert({ kind }));
    await until(() => bodies.length === 3);
    await notifier.close();
    expect(lines.join('')).toContain('status 307');
    const text = await metrics.render();
    expect(text).toContain('outcome="failed"} 2');
    expect(text).toContain('outcome="delivered"} 1');
  });

  it('gives up a server that hangs, then tries again', async () => {
    const { notifier, bodies, clock, lines, told } = await start([() => {}, status(200)]);
    const first = told();
    notifier.notify(alert());
    await first;
    await clock.advance(10_000);
    await until(
      () => bodies.length === 2,
      () => clock.advance(500),
    );
    await notifier.close();
    expect(lines.join('')).toContain('no answer in time');
  });

  it('takes a slow answer', async () => {
    let answer = () => {};
    const { notifier, bodies, clock, told, metrics } = await start([
      (response) => {
        answer = () => void response.writeHead(200).end();
      },
    ]);
    const first = told();
    notifier.notify(alert());
    await first;
    await clock.advance(9_000);
    answer();
    await notifier.close();
    expect(bodies).toHaveLength(1);
    expect(await metrics.render()).toContain('outcome="delivered"} 1');
  });

  it('closes in seconds with a server that hangs, and with one that is not there', async () => {
    const hanging = await start([() => {}]);
    const refused = open('http://127.0.0.1:1/s3cret?token=t0psecret');
    for (const { notifier, clock } of [hanging, refused]) {
      notifier.notify(alert());
      let closed = false;
      const closing = notifier.close().then(() => {
        closed = true;
      });
      await until(
        () => closed,
        () => clock.advance(100),
      );
      await closing;
      expect(clock.sleepers).toBe(0);
    }
  });

  it('never throws, never says the address, and forgets the oldest of too many', async () => {
    const { notifier, lines, metrics, clock } = open(
      'http://user:pa55word@127.0.0.1:1/s3cret?token=t0psecret',
    );
    for (let round = 0; round < 20; round += 1) {
      for (const kind of alertKinds) notifier.notify(alert({ kind, state: round % 2 ? 'over' : 'open' }));
    }
    await until(() => lines.length > 0);
    let closed = false;
    void notifier.close().then(() => {
      closed = true;
    });
    await until(
      () => closed,
      () => clock.advance(100),
    );
    const text = await metrics.render();
    expect(text).toMatch(/outcome="dropped"} 1\d\d\n/);
    expect(lines.join('') + text).not.toMatch(/s3cret|t0psecret|pa55word/);
  });

  it('does nothing without an address', async () => {
    const { notifier, clock } = open(undefined);
    notifier.notify(alert());
    await notifier.close();
    expect(clock.sleepers).toBe(0);
  });
});
