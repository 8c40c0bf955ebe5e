import { isDeepStrictEqual } from 'node:util';
import type { Notifier } from './Alert.ts';
import type { AlertsConfig } from './configSchema.ts';
import { createWebhookNotifier, type WebhookNotifierOptions } from './createWebhookNotifier.ts';

export interface ReloadableNotifier extends Notifier {
  /**
   * Takes the section `alerts` as it now is.
   * @returns whether another one listens now, who has heard of nothing that is open
   */
  reconfigure(config: AlertsConfig): boolean;
}

const partsOf = ({ webhook, format, coolDownMinutes }: WebhookNotifierOptions['config']) => ({
  ...{ webhook, format, coolDownMinutes },
});

/**
 * A notifier whose address can change. What still waits for the old address gets one more try there, so that a mistyped
 * one does not hold up the new one for hours.
 */
export function createReloadableNotifier(
  options: WebhookNotifierOptions,
  create: (options: WebhookNotifierOptions) => Notifier = createWebhookNotifier,
): ReloadableNotifier {
  let { config } = options;
  let current = create(options);
  const ending = new Set<Promise<void>>();
  return {
    notify: (alert) => current.notify(alert),
    reconfigure(next) {
      if (isDeepStrictEqual(partsOf(config), partsOf(next))) return false;
      const ended: Promise<void> = current.close().finally(() => ending.delete(ended));
      ending.add(ended);
      config = next;
      current = create({ ...options, config });
      return true;
    },
    async close() {
      await Promise.all([...ending, current.close()]);
    },
  };
}
