import { z } from 'zod';

const port = z.int().min(1).max(65_535);
const seconds = (fallback: number, maximum: number) => z.number().positive().max(maximum).default(fallback);

/** The part of the configuration that belongs to the axon; every default is a value for a public port. */
export const configSchema = z.strictObject({
  host: z.string().default('::').describe('Address to listen on; `::` is every address, IPv6 and IPv4.'),
  port: z.int().min(0).max(65_535).default(8091).describe('Port to listen on; 0 lets the system choose.'),
  externalIp: z
    .union([z.ipv4(), z.ipv6()], { error: 'must be an IPv4 or IPv6 address' })
    .optional()
    .describe('Address that validators reach, where it differs from this machine’s.'),
  externalPort: port.optional().describe('Port that validators reach, where a rented host remaps it.'),
  proxyProtocol: z
    .boolean()
    .default(false)
    .describe('Whether connections start with the PROXY protocol (behind HAProxy or nginx stream).'),
  trustedProxies: z
    .array(z.string())
    .default([])
    .describe('Addresses or networks of reverse proxies whose X-Forwarded-For or PROXY header is believed.'),
  nonce: z
    .strictObject({
      allowedDeltaSeconds: seconds(4, 60).describe('Age of a nonce that is accepted beyond the timeout.'),
      timeoutCapSeconds: seconds(12, 30).describe(
        'The most that is believed of the unsigned timeout header.',
      ),
      futureSkewSeconds: seconds(10, 60).describe('How far in the future a nonce may lie.'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      bodyBytes: z.int().min(1024).max(268_435_456).default(16_777_216).describe('Largest body.'),
      headerBytes: z.int().min(2048).max(65_536).default(16_384).describe('Largest set of headers.'),
      connections: z.int().min(1).max(65_535).default(1024).describe('Open connections in all.'),
      connectionsPerAddress: z
        .int()
        .min(1)
        .max(65_535)
        .default(64)
        .describe('Open connections of one address.'),
      headersSeconds: seconds(5, 60).describe('Time for a connection to send its headers.'),
      requestSeconds: seconds(15, 120).describe('Time for a request to arrive whole.'),
      keepAliveSeconds: seconds(20, 600).describe(
        'Time that an idle connection is kept; dendrites keep theirs 15.',
      ),
      noncesPerHotkey: z
        .int()
        .min(1)
        .max(10_000_000)
        .default(10_000)
        .describe('Nonces remembered for one hotkey.'),
      verificationsPerSecond: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(400)
        .describe('Signatures checked per second on the event loop: of proven callers and clean addresses.'),
      verificationThreads: z
        .int()
        .min(0)
        .max(64)
        .default(1)
        .describe(
          'Threads that check what comes from addresses that sent forgeries; 0: the event loop, what it has left.',
        ),
    })
    .prefault({}),
});

/** Configuration of an axon, all defaults filled in. */
export type AxonConfig = z.output<typeof configSchema>;

/** Configuration of an axon as an operator writes it: whatever is left out takes its default. */
export type AxonConfigInput = z.input<typeof configSchema>;
