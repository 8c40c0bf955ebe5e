import { z } from 'zod';

/** The section `supervisor` of the configuration: how processes are watched and replaced. */
export const configSchema = z.strictObject({
  hangSeconds: z
    .number()
    .min(2)
    .max(300)
    .default(10)
    .describe('silence after which a process counts as stuck and is replaced'),
  drainSeconds: z
    .number()
    .min(1)
    .max(300)
    .default(30)
    .describe('time that an old miner has for its open connections in an upgrade'),
  stopSeconds: z
    .number()
    .min(0)
    .max(20)
    .default(6)
    .describe('time for requests in flight when the miner is stopped'),
  custodyBytes: z
    .int()
    .min(0)
    .max(4_294_967_296)
    .default(67_108_864)
    .describe(
      'bytes of requests in flight that are kept beside the miner, so that its crash loses none; 0 keeps none',
    ),
});

export type SupervisorConfig = z.output<typeof configSchema>;
