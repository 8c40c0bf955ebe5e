import { z } from 'zod';
import { bearerToken } from '../../support/config/bearerToken.ts';
import { keepsSecrets } from '../../support/config/keepsSecrets.ts';
import { secretField } from '../../support/config/secretField.ts';
import { serverAddress } from '../../support/config/serverAddress.ts';

/** The section `inference.server`: a model server that runs the backbone; decoding and head stay here. */
export const serverSchema = z
  .strictObject({
    url: serverAddress.describe(
      'Address of a server of the Open Inference Protocol (Triton, KServe, MLServer) that runs the backbone.',
    ),
    model: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .describe("Name of the backbone there; without it the release's id, so that each release has its own."),
    version: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .describe("Version of that model; without it the server's choice."),
    token: secretField(bearerToken)
      .optional()
      .describe('Sent as Authorization: Bearer, over https or to this machine only.'),
    timeoutMs: z
      .int()
      .min(10)
      .max(300_000)
      .default(10_000)
      .describe('Time for one request, milliseconds; the deadline of an image ends it earlier.'),
  })
  .refine(({ url, token }) => token === undefined || keepsSecrets(url), {
    path: ['token'],
    error: 'travels only over https or to this machine',
  });

export type ServerConfig = z.output<typeof serverSchema>;
