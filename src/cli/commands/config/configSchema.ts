import { z } from 'zod';
import { configurationJsonSchema } from '../../../operations/config/configurationJsonSchema.ts';
import { defineCommand } from '../../command.ts';

export const configSchema = defineCommand({
  input: z.strictObject({}),
  run() {
    const schema = configurationJsonSchema();
    return { json: schema, text: JSON.stringify(schema, null, 2) };
  },
});
