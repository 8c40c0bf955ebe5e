import { z } from 'zod';
import {
  type ConfigurationLine,
  describeConfiguration,
} from '../../../operations/config/describeConfiguration.ts';
import { defineCommand } from '../../command.ts';

const shown = (value: unknown): string =>
  value === null ? '-' : typeof value === 'string' ? value : JSON.stringify(value);

function toTable(lines: readonly ConfigurationLine[]): string {
  const pathWidth = Math.max(...lines.map(({ path }) => path.length));
  const valueWidth = Math.min(48, Math.max(...lines.map(({ value }) => shown(value).length)));
  return lines
    .map(
      ({ path, value, source }) => `${path.padEnd(pathWidth)}  ${shown(value).padEnd(valueWidth)}  ${source}`,
    )
    .join('\n');
}

export const configShow = defineCommand({
  input: z.strictObject({}),
  async run(_, context) {
    const { entries, file } = await context.loadConfig();
    const values = describeConfiguration(entries);
    return { json: { file, values }, text: toTable(values) };
  },
});
