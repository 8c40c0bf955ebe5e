import { z } from 'zod';
import { secretField } from '../../support/config/secretField.ts';

const seconds = (fallback: number, maximum: number) => z.number().positive().max(maximum).default(fallback);

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'letters, digits, dots, dashes and underscores, at most 63')
  .describe('Who has it, as records and logs call the caller.');

/** Long enough that nobody tries them all, and of characters that RFC 6750 allows. */
const token = z
  .string()
  .regex(/^[A-Za-z0-9._~+/-]{32,512}=*$/, '32 to 512 letters, digits and ._~+/- (openssl rand -hex 32)');

const tokens = z
  .array(
    z.union([
      z.strictObject({ name, token: secretField(token) }),
      z.strictObject({
        name,
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
          .describe('SHA-256 of the token, which then is nowhere on this machine.'),
      }),
    ]),
  )
  .max(1_000)
  .refine((list) => new Set(list.map((entry) => entry.name)).size === list.length, 'each name once');

const section = z.strictObject({
  host: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on; beyond this machine only behind a proxy that speaks TLS.'),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port of the REST API; without it there is none; 0 lets the system choose.'),
  tokens: secretField(tokens)
    .default([])
    .describe('Who may call: a list of {name, token} or {name, sha256}; a token has 32 characters or more.'),
  timeoutMs: z
    .int()
    .min(100)
    .max(60_000)
    .default(10_000)
    .describe('Time for an answer where the caller asks for none.'),
  timeoutCapMs: z
    .int()
    .min(100)
    .max(300_000)
    .default(60_000)
    .describe('The most time that a caller may ask for.'),
  concurrency: z
    .int()
    .min(1)
    .max(10_000)
    .default(32)
    .describe('Images that are read or looked at at once; more are refused with 503.'),
  limits: z
    .strictObject({
      bodyBytes: z.int().min(1_024).max(268_435_456).default(16_777_216).describe('Largest body.'),
      headerBytes: z.int().min(2_048).max(65_536).default(16_384).describe('Largest set of headers.'),
      connections: z.int().min(1).max(65_535).default(256).describe('Open connections in all.'),
      headersSeconds: seconds(5, 60).describe('Time for a connection to send its headers.'),
      requestSeconds: seconds(30, 300).describe('Time for a request to arrive whole.'),
      keepAliveSeconds: seconds(20, 600).describe('Time that an idle connection is kept.'),
    })
    .prefault({}),
});

/** The section `rest` of the configuration: the plain API for callers without Bittensor. */
export const configSchema = section
  .refine(({ port, tokens: list }) => port === undefined || list.length > 0, {
    path: ['tokens'],
    error: 'must name at least one token while rest.port is set: without one nobody could call',
  })
  .refine(({ timeoutMs, timeoutCapMs }) => timeoutMs <= timeoutCapMs, {
    path: ['timeoutMs'],
    error: 'must not be above timeoutCapMs',
  });

/** The section with all defaults filled in. */
export type RestConfig = z.output<typeof configSchema>;
