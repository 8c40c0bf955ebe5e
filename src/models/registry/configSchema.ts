import { z } from 'zod';
import { bearerToken } from '../../support/config/bearerToken.ts';
import { keepsSecrets } from '../../support/config/keepsSecrets.ts';
import { secretField } from '../../support/config/secretField.ts';
import { serverAddress } from '../../support/config/serverAddress.ts';

/** The section `models` of the configuration: where models are kept and fetched from. */
export const configSchema = z.strictObject({
  folder: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      'folder of the models; null: $XDG_DATA_HOME/roadcrew/models, else ~/.local/share/roadcrew/models',
    ),
  endpoints: z
    .array(serverAddress)
    .max(10)
    .default([])
    .describe('hubs and mirrors, tried in order; empty: HF_ENDPOINT, else https://huggingface.co'),
  token: secretField(bearerToken).optional().describe('access token of the hub; without it HF_TOKEN'),
  tokenEndpoints: z
    .array(serverAddress.refine(keepsSecrets, 'must be https, or this machine'))
    .default(['https://huggingface.co'])
    .describe('the endpoints that get the token; a mirror has to be named here to get it'),
  parallelDownloads: z.int().min(1).max(16).default(4).describe('files downloaded at the same time'),
  retries: z
    .int()
    .min(0)
    .max(100)
    .default(5)
    .describe('further tries of a request that failed in passing; progress sets the count back'),
  stallSeconds: z
    .int()
    .min(1)
    .max(600)
    .default(30)
    .describe('seconds without a byte before a read is given up'),
  diskMarginMegabytes: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(1_024)
    .describe('room (10⁶ bytes) that a pull leaves free on the disk'),
});

export type ModelsConfig = z.output<typeof configSchema>;
