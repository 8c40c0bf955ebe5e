/** What a webhook may understand. `auto` tells it by the host of the address. */
export const webhookFormats = ['auto', 'generic', 'slack', 'discord', 'ntfy'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];
