import { z } from 'zod';
import { secretField } from '../../support/config/secretField.ts';
import { webhookFormats } from './webhookFormats.ts';

/** The section `alerts` of the configuration: what the operator is told without asking, and where. */
export const configSchema = z.strictObject({
  webhook: secretField(z.url({ protocol: /^https?$/ }))
    .optional()
    .describe('Address that alerts are posted to; without it they are only logged and counted.'),
  format: z
    .enum(webhookFormats)
    .default('auto')
    .describe('What the address understands: auto (by its host), generic (JSON), slack, discord, ntfy.'),
  silenceHours: z
    .number()
    .positive()
    .max(720)
    .default(3)
    .describe(
      'Hours without a verified challenge that are worth an alert; each validator asks about twice an hour.',
    ),
  coolDownMinutes: z
    .number()
    .min(0)
    .max(1_440)
    .default(30)
    .describe('How often at most one kind of alert is told when it comes and goes.'),
  minimumFreeGb: z
    .number()
    .min(0)
    .max(10_000)
    .default(1)
    .describe('Space on the disk of the records (GiB) below which there is an alert.'),
});

/** The section with all defaults filled in. */
export type AlertsConfig = z.output<typeof configSchema>;
