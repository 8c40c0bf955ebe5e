import { z } from 'zod';
import { registryError } from '../../../models/registry/errors.ts';
import { findHubModel } from '../../../models/registry/findHubModel.ts';
import { readLock } from '../../../models/registry/lockFile.ts';
import { verifyModel } from '../../../models/registry/verifyModel.ts';
import { defineCommand } from '../../command.ts';
import { formatTable } from './formatTable.ts';
import { openRegistry } from './openRegistry.ts';

export const modelsVerify = defineCommand({
  input: z.strictObject({ models: z.array(z.string()).default([]) }),
  async run({ models: wanted }, context) {
    const { settings } = await openRegistry(context);
    const { folder } = settings;
    const named = wanted.map((id) => findHubModel(id).id);
    const lock = await readLock(folder);
    // What a pull has only begun is not there to be verified.
    const installed = Object.entries(lock.models).filter(([, entry]) => entry.installed !== null);
    const ids = named.length > 0 ? named : installed.map(([id]) => id);
    const files = await context.progress('Reading the models', async (show) => {
      const all = [];
      for (const id of ids) {
        const onFile = (path: string) => show(`Reading ${id}: ${path}`);
        const verified = await verifyModel(folder, id, { signal: context.signal, onFile });
        all.push(...verified.map((file) => ({ model: id, ...file })));
      }
      return all;
    });
    const faults = files.filter(({ state }) => state !== 'as-locked');
    if (faults.length > 0) {
      const table = formatTable(faults.map(({ model, path, state }) => [`  ${model}`, path, state]));
      const details = { count: faults.length, total: files.length, table, faults };
      throw registryError('RC_REGISTRY_VERIFY_FAILED', details);
    }
    const text =
      ids.length === 0
        ? `No models are installed in ${folder}.`
        : `All ${files.length} files of ${ids.length === 1 ? ids[0] : `${ids.length} models`} are as locked.`;
    return { json: { folder, models: ids, files }, text };
  },
});
