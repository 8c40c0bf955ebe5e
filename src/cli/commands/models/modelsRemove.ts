import { z } from 'zod';
import { registryError } from '../../../models/registry/errors.ts';
import { findHubModel } from '../../../models/registry/findHubModel.ts';
import { formatBytes } from '../../../models/registry/formatBytes.ts';
import { readLock } from '../../../models/registry/lockFile.ts';
import { removeModel } from '../../../models/registry/removeModel.ts';
import { defineCommand } from '../../command.ts';
import { confirm } from './confirm.ts';
import { openRegistry } from './openRegistry.ts';

export const modelsRemove = defineCommand({
  input: z.strictObject({ model: z.string(), yes: z.literal(true).optional() }),
  async run({ model, yes }, context) {
    const { id } = findHubModel(model);
    const { folder } = (await openRegistry(context)).settings;
    const entry = (await readLock(folder)).models[id];
    if (entry === undefined) throw registryError('RC_REGISTRY_MODEL_NOT_INSTALLED', { id, folder });
    const count = [entry.installed, entry.pending].reduce(
      (sum, snapshot) => sum + Object.keys(snapshot?.files ?? {}).length,
      0,
    );
    const about = `${count} files of ${id} are locked in ${folder}. Files that the lock does not name stay.`;
    await confirm(context, { action: `remove ${id}`, about, yes: yes === true });
    const freedBytes = await removeModel(folder, id);
    return {
      json: { id, folder, freedBytes },
      text: `Removed ${id}; ${formatBytes(freedBytes)} are free again.`,
    };
  },
});
