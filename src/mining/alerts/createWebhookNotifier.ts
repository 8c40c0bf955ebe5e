import type { Clock } from '../../support/clock/Clock.ts';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import { createBackoff } from '../../support/resilience/createBackoff.ts';
import type { Alert, Notifier } from './Alert.ts';
import { buildWebhookRequest, type WebhookRequest } from './buildWebhookRequest.ts';
import type { AlertsConfig } from './configSchema.ts';
import { createAlertThrottle } from './createAlertThrottle.ts';
import type { NotifierMetrics } from './createNotifierMetrics.ts';

const limits = {
  /** Messages that wait; of more, the oldest goes. */
  queue: 50,
  /** With the pauses between them, some two hours: a network may be away that long. */
  tries: 30,
  tryMs: 10_000,
  firstPauseMs: 1_000,
  longestPauseMs: 300_000,
  closeMs: 3_000,
} as const;

export interface WebhookNotifierOptions {
  readonly config: Pick<AlertsConfig, 'webhook' | 'format' | 'coolDownMinutes'>;
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly fetch: typeof globalThis.fetch;
  readonly logger: Logger;
  readonly metrics?: NotifierMetrics;
  /** Name of this machine, as messages give it. */
  readonly host: string;
  /** The miner's hotkey, where it is known. */
  readonly miner?: string | null;
}

type Answer =
  | { readonly outcome: 'delivered' }
  /** `retry`: worth another try, not before `afterMs` if the server said so. */
  | { readonly outcome: 'failed'; readonly retry: boolean; readonly afterMs: number; readonly why: string };

/**
 * Posts alerts to the address of the configuration, one after the other, until they are taken or two hours have
 * passed. Redirects are not followed, any address is allowed, and nothing of it is ever logged. Without an address
 * nothing is posted.
 */
export function createWebhookNotifier(options: WebhookNotifierOptions): Notifier {
  const { config, clock, random, fetch, logger, metrics, host, miner = null } = options;
  const { webhook, format, coolDownMinutes } = config;
  if (webhook === undefined) return { notify: () => {}, close: async () => {} };

  const queue: WebhookRequest[] = [];
  const closing = new AbortController();
  const ending = new AbortController();
  let sending: Promise<void> | null = null;

  const post = async ({ url, headers, body }: WebhookRequest): Promise<Answer> => {
    const over = new AbortController();
    const tooLate = new AbortController();
    void clock.sleep(limits.tryMs, over.signal).then(
      () => tooLate.abort(),
      () => {},
    );
    try {
      const signal = AbortSignal.any([tooLate.signal, ending.signal]);
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      void response.body?.cancel().catch(() => {});
      return judge(response, clock.now());
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      const why = tooLate.signal.aborted ? 'no answer in time' : systemErrorCode(cause ?? error);
      return { outcome: 'failed', retry: true, afterMs: 0, why };
    } finally {
      over.abort();
    }
  };

  const deliver = async (request: WebhookRequest): Promise<void> => {
    const backoff = createBackoff({ firstMs: limits.firstPauseMs, maxMs: limits.longestPauseMs, random });
    for (let attempt = 1; !ending.signal.aborted; attempt += 1) {
      const lastChance = closing.signal.aborted || attempt === limits.tries;
      const answer = await post(request);
      if (answer.outcome === 'delivered') return void metrics?.message('delivered');
      const { retry, afterMs, why } = answer;
      if (!retry || lastChance) {
        metrics?.message('failed');
        logger.warn('an alert could not be posted', { why, attempt });
        return;
      }
      logger.debug('an alert could not be posted yet', { why, attempt });
      const pause = Math.max(backoff.next(), Math.min(afterMs, limits.longestPauseMs));
      // Closing cuts the pause short, for one more try.
      await clock.sleep(pause, closing.signal).catch(() => {});
    }
    metrics?.message('failed');
  };
  const deliverAll = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await deliver(next);
    sending = null;
  };

  const throttle = createAlertThrottle({
    clock,
    coolDownMs: coolDownMinutes * 60_000,
    send(alert: Alert, held: number) {
      queue.push(buildWebhookRequest(alert, { host, miner, held }, webhook, format));
      if (queue.length > limits.queue) {
        queue.shift();
        metrics?.message('dropped');
      }
      sending ??= deliverAll();
    },
  });

  return {
    notify: (alert) => throttle.take(alert),
    async close() {
      throttle.close();
      closing.abort();
      if (sending === null) return;
      const done = new AbortController();
      void clock.sleep(limits.closeMs, done.signal).then(
        () => ending.abort(),
        () => {},
      );
      await sending;
      done.abort();
    },
  };
}

/** 2xx is delivered; what may pass (408, 425, 429, 5xx) is worth another try; the rest, redirects among it, is not. */
function judge({ status, headers }: Response, now: number): Answer {
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  const retry = status >= 500 || [408, 425, 429].includes(status);
  const after = headers.get('retry-after') ?? '';
  const afterMs = /^\d{1,6}$/.test(after) ? Number(after) * 1_000 : Date.parse(after) - now;
  return { outcome: 'failed', retry, afterMs: afterMs > 0 ? afterMs : 0, why: `status ${status}` };
}
