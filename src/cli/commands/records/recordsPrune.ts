import { z } from 'zod';
import { formatBytes } from '../../../models/registry/formatBytes.ts';
import type { PruneResult } from '../../../records/prune/pruneRecords.ts';
import { defineCommand } from '../../command.ts';
import { openReader } from './openReader.ts';

const describe = ({ records, images, imageBytes, keptImages, keptImageBytes }: PruneResult): string =>
  `${records} records and ${images} images (${formatBytes(imageBytes)}); ` +
  `${keptImages} images (${formatBytes(keptImageBytes)}) stay`;

export const recordsPrune = defineCommand({
  input: z.strictObject({ yes: z.literal(true).optional() }),
  async run({ yes = false }, context) {
    const reader = await openReader(context, yes);
    const result = await context.progress(yes ? 'Deleting' : 'Looking', () =>
      yes ? reader.prune(context.signal) : reader.planPrune(),
    );
    const text = yes
      ? `Deleted: ${describe(result)}.`
      : `To be deleted: ${describe(result)}.\nNothing was deleted; --yes does it.`;
    return { json: { database: reader.name, deleted: yes, ...result }, text };
  },
});
