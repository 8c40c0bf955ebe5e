import { resolve } from 'node:path';
import { z } from 'zod';
import { exportFormats } from '../../../records/reader/exportFormats.ts';
import { exportRecords } from '../../../records/reader/exportRecords.ts';
import { defineCommand } from '../../command.ts';
import { filterInput, toFilter } from './filterInput.ts';
import { openReader } from './openReader.ts';

export const recordsExport = defineCommand({
  input: z.strictObject({
    ...filterInput,
    out: z.string('--out is needed').min(1),
    format: z.enum(exportFormats).default('csv'),
  }),
  async run({ out, format, ...filter }, context) {
    const reader = await openReader(context);
    const path = resolve(context.cwd, out);
    const records = await context.progress('Writing records', () =>
      exportRecords(reader.each(toFilter(filter, context.clock.now())), {
        path,
        format,
        signal: context.signal,
      }),
    );
    return {
      json: { database: reader.name, file: path, format, records },
      text: `${records} records are in ${path}.`,
    };
  },
});
