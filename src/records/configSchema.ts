import { z } from 'zod';
import { secretField } from '../support/config/secretField.ts';
import { serverAddress } from '../support/config/serverAddress.ts';

const days = (most: number) => z.number().positive().max(36_500).nullable().default(most);

const s3 = z.strictObject({
  endpoint: serverAddress
    .optional()
    .describe('Address of an S3-compatible server; without it that of AWS in the region.'),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .default('us-east-1')
    .describe('Region, as it is signed.'),
  pathStyle: z
    .boolean()
    .optional()
    .describe('Bucket in the path and not in the host name; without it true where an endpoint is given.'),
  accessKeyId: secretField(z.string().min(1).max(256)).optional().describe('Key id of the account.'),
  secretAccessKey: secretField(z.string().min(1).max(256)).optional().describe('Its key; it is never sent.'),
  sessionToken: secretField(z.string().min(1).max(8_192)).optional().describe('Of temporary credentials.'),
  timeoutMs: z.int().min(100).max(120_000).default(10_000).describe('Time for one try, milliseconds.'),
  retries: z.int().min(0).max(10).default(3).describe('Further tries after a failure that may pass.'),
});

/** The section `records` of the configuration. */
export const configSchema = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether predictions are recorded at all.'),
  database: secretField(z.string().min(1).max(4_096))
    .default('records/roadcrew.sqlite')
    .describe('An SQLite file, or postgres://user:password@host/name.'),
  schema: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/)
    .default('roadcrew')
    .describe('Schema of the tables in PostgreSQL; it is created where it is missing.'),
  folder: z
    .string()
    .min(1)
    .default('records')
    .describe(
      'Where records wait while the database is away, and who is running; on a disk of this machine.',
    ),
  keepDays: days(90).describe('Age at which records are deleted, days; null keeps them for ever.'),
  images: z
    .strictObject({
      keep: z
        .enum(['none', 'uncertain', 'all'])
        .default('uncertain')
        .describe('Which images are kept: uncertain are those between 0.15 and 0.85, and guesses.'),
      store: z
        .string()
        .min(1)
        .max(1_024)
        .default('records/images')
        .describe('A folder, or s3://bucket/prefix.'),
      keepDays: days(30).describe('Age at which images are deleted, days; null keeps them for ever.'),
      maxGb: z
        .number()
        .positive()
        .max(1_000_000)
        .default(20)
        .describe('Images beyond this, GB of 10⁹ bytes, are deleted, the oldest first.'),
      s3: s3.prefault({}),
    })
    .prefault({}),
  buffer: z
    .strictObject({
      records: z
        .int()
        .min(10)
        .max(1_000_000)
        .default(20_000)
        .describe('Records that may wait in memory; more are lost, and counted.'),
      bytes: z
        .int()
        .min(65_536)
        .max(1_073_741_824)
        .default(33_554_432)
        .describe('The same for what they take, bytes.'),
      imageBytes: z
        .int()
        .min(0)
        .max(4_294_967_296)
        .default(67_108_864)
        .describe('The same for images; records do not wait for theirs.'),
    })
    .prefault({}),
  spill: z
    .strictObject({
      maxMb: z
        .int()
        .min(1)
        .max(1_048_576)
        .default(256)
        .describe('Most that waits on the disk while the database is away, MiB.'),
    })
    .prefault({}),
});

/** Configuration of the records, all defaults filled in. */
export type RecordsConfig = z.output<typeof configSchema>;
