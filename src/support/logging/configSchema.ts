import { z } from 'zod';
import { logLevels } from './Logger.ts';

/** The section `logging` of the configuration. */
export const configSchema = z.strictObject({
  level: z.enum(logLevels).default('info').describe('lines below this severity are dropped'),
});
