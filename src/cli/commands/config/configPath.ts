import { z } from 'zod';
import { locateConfigFile } from '../../../operations/config/locateConfigFile.ts';
import { defineCommand } from '../../command.ts';

export const configPath = defineCommand({
  input: z.strictObject({}),
  async run(_, { env, cwd, configFile }) {
    const location = await locateConfigFile({ env, cwd, file: configFile });
    return { json: { ...location }, text: location.path };
  },
});
